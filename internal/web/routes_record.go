package web

import "entente/internal/record"

// besidesFile is what a form may send besides its file, in bytes.
const besidesFile = 1 << 20

func (a *app) recordRoutes() []route {
	const at = "/records/{kind}/{short}"
	return []route{
		get(at, "record", a.recordPage),
		get(at+"/history", "history", a.history),
		post(at+"/bring-back", "bring back a version", a.bringBack),
		get(at+"/why", "why can I see this", a.why),
		get(at+"/withdraw", "what withdrawing does", a.consequences),
		post(at+"/withdraw", "withdraw", a.withdraw),
		post(at+"/reinstate", "bring back a withdrawn record", a.reinstate),
		post(at+"/status", "next step", a.moveOn),
		post(at+"/comments", "comment", a.comment),
		post(at+"/comments/{comment}/remove", "remove a comment", a.uncomment),
		post(at+"/documents", "attach a document", a.attach).taking(record.MostFileMegabytes*1_000_000 + besidesFile),
		get(at+"/file", "file of a document", a.file),
		get(at+"/merge", "merge", a.mergePage),
		post(at+"/merge", "merge two records", a.merge),
		get("/find", "find", a.find),
		get("/find/suggestions", "suggestions", a.suggestions),
		get("/keys", "keyboard help", a.keys),
		get("/batches", "latest operations", a.batches),
		get("/batches/{batch}", "an operation", a.batchPage),
		post("/batches/{batch}/undo", "undo an operation", a.undo),
	}
}
