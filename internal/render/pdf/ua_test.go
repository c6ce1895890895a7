package pdf_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/render/pdf"
)

// nativeUA1 sets papers with Typst's native build, which refuses what is not PDF/UA-1, and gives the files that it makes.
func nativeUA1(t *testing.T, p *pdf.Press, papers ...*publish.Paper) []string {
	t.Helper()
	args := []string{"testdata/ua1.mjs", "../../../assets/node_modules", "../../fonts/data"}
	var made []string
	for _, paper := range papers {
		job, err := p.Job(paper, links())
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		job.Files["/main.typ"] = []byte(job.Source)
		for name, content := range job.Files {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		args, made = append(args, dir), append(made, filepath.Join(dir, "ua1.pdf"))
	}
	if out, err := exec.CommandContext(t.Context(), "node", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return made
}

func links() render.Links {
	return render.Links{}
}

func TestTheNativeBuildFindsPDFUA1(t *testing.T) {
	t.Parallel()
	nativeUA1(t, press(t), year2024(t, "fr"), year2024(t, "en"))
}
