package registry_test

// accountTables hold no record: check does not watch them.
func accountTables() []string {
	return []string{"account", "account_recovery", "account_identity", "account_event", "session", "ticket", "attempt"}
}

// accountPaths are the ways to learn of records through accounts: there are none.
func accountPaths() map[string]path { return map[string]path{} }

// accountNothing are the methods about accounts, which read no record. TestWhoLooksAfterAccounts holds who may use them.
func accountNothing() []string {
	return []string{
		"Registry.CreateAccount", "Registry.HasAccounts",
		"Registry.SignIn", "Registry.SecondFactor", "Registry.SignOut", "Registry.Session",
		"Registry.Sessions", "Registry.RevokeSession", "Registry.RevokeSessions",
	}
}
