package scenarios

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Packages of operations that are declared and not served yet.
var notServed = "billing samlconnection template"

// The SDK's method does not ask for the page that it reads; sessions_test.go says more.
const calledByHand = "client.List"

// Every operation that the catalogue has a Go name for is called by some scenario.
func TestEveryOperationIsCalled(t *testing.T) {
	t.Parallel()
	source := ""
	for _, name := range must(filepath.Glob("*_test.go"))(t) {
		source += string(must(os.ReadFile(name))(t))
	}
	fields := map[string]string{}
	for _, found := range regexp.MustCompile(`(\w+):\s+(\w+)\.NewClient\(config\)`).FindAllStringSubmatch(source, -1) {
		fields[found[2]] = found[1]
	}
	var operations []struct {
		SDK struct {
			Go *string `json:"go"`
		} `json:"sdk"`
	}
	catalogue := must(os.ReadFile(os.Getenv("FRONTDESK_CATALOGUE")))(t)
	if err := json.Unmarshal(catalogue, &operations); err != nil {
		t.Fatal(err)
	}
	called := 0
	for _, operation := range operations {
		name := text(operation.SDK.Go)
		if name == "" || name == calledByHand {
			continue
		}
		words := strings.SplitN(name, ".", 2)
		field, known := fields[words[0]]
		switch {
		case known && strings.Contains(source, "."+field+"."+words[1]+"("):
			called++
		case known || !contains(strings.Fields(notServed), words[0]):
			t.Errorf("no scenario calls %s", name)
		}
	}
	if called < 101 {
		t.Errorf("the catalogue names only %d operations", called)
	}
}
