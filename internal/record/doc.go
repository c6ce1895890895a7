// Package record is the vocabulary of an international-relations office: one file for each kind of record (mission.go,
// agreement.go …), the value types that kinds are made of (Text, Date, Quantity, Amount, Place, Ref, Source), the
// vocabularies, and the rules that need no other record. Storage, history, import, export, publication and the data
// dictionary all follow from the struct of a kind and the tags of its fields, so that a new field is one line.
//
// It must not know where records are kept, who asks for them, in which language they are read, or how they are shown:
// it imports the standard library alone and holds codes, never words.
//
// # Tags
//
//	json:"title,omitzero"   the field's name in documents, files and problems; lists have omitempty, so that an empty list
//	                        and no list are the same document
//	vis:"public"            public, private (the office's own) or personal (kept apart from the document, erasable)
//	ref:"post,person"       kinds that a Ref may point to
//	vocab:"visit_type"      the vocabulary that a code must come from
//	mark:"theme"            lists filter on it: it becomes a row of the index
//	required:"true"         a record without it is refused
package record
