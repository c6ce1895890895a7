package registry_test

// accountTables hold no record: check does not watch them.
func accountTables() []string {
	return []string{"account", "account_recovery", "account_identity", "account_event", "session", "ticket", "attempt", "feed"}
}

// accountPaths are the ways to learn of records through accounts: there are none.
func accountPaths() map[string]path { return map[string]path{} }

// accountNothing are the methods about accounts, which read no record. TestWhoLooksAfterAccounts holds who may use them.
func accountNothing() []string {
	return []string{
		"Registry.CreateAccount", "Registry.HasAccounts",
		"Registry.SignIn", "Registry.SignInWith", "Registry.SecondFactor", "Registry.SignOut", "Registry.Session",
		"Registry.Accounts", "Registry.Account", "Registry.AccountByEmail", "Registry.AccountEvents",
		"Registry.SetRole", "Registry.RenameAccount", "Registry.DisableAccount", "Registry.EnableAccount", "Registry.DropFactor", "Registry.SealFactors",
		"Registry.Invite", "Registry.Invitations", "Registry.Uninvite", "Registry.Invitation", "Registry.Join",
		"Registry.MakeReset", "Registry.ResetOf", "Registry.Reset",
		"Registry.MakeFirst", "Registry.Found", "Registry.FirstOf", // names the offices, which are public, to who runs the program
		"Registry.SetPreferences", "Registry.ChangePassword",
		"Registry.BeginFactor", "Registry.ConfirmFactor", "Registry.EndFactor", "Registry.NewRecoveries", "Registry.RecoveriesLeft",
		"Registry.MakeFeed", "Registry.Feed", "Registry.DropFeed", "Registry.FeedOf", // reads as its account does: TestACalendarIsSubscribedTo
		"Registry.Sessions", "Registry.RevokeSession", "Registry.RevokeSessions",
	}
}
