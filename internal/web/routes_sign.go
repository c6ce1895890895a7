package web

// signRoutes are those of signing in, and of the links that lead to an account.
func (a *app) signRoutes() []route {
	return []route{
		get("/sign-in", "sign-in", a.signIn).open(),
		post("/sign-in", "sign-in", a.sendSignIn).open(),
		get("/sign-in/code", "sign-in-code", a.code).open(),
		post("/sign-in/code", "sign-in-code", a.sendCode).open(),
		get("/sign-out", "sign-out", a.goToSignIn).open(),
		post("/sign-out", "sign-out", a.signOut).open(),
		get("/sign-in/provider", "sign-in-provider", a.toProvider).open(),
		get("/sign-in/provider/back", "sign-in-provider-back", a.fromProvider).open(),
		get("/first/{token}", "first", a.first).open(),
		post("/first/{token}", "first", a.sendFirst).open(),
		get("/join/{token}", "join", a.join).open(),
		post("/join/{token}", "join", a.sendJoin).open(),
		get("/reset/{token}", "reset", a.reset).open(),
		post("/reset/{token}", "reset", a.sendReset).open(),
	}
}
