package scenarios

import (
	"net/url"

	"github.com/clerk/clerk-sdk-go/v2"
)

// document is a body or an answer of what the SDK has no method for; its backend sends and reads it all the same.
type document map[string]any

func (document) ToQuery() url.Values { return nil }

func (document) ToMultipart() ([]byte, string, error) { return nil, "", nil }

func (document) Read(*clerk.APIResponse) {}

func call(method, path string, body document) (document, error) {
	request := clerk.NewAPIRequest(method, path)
	request.SetParams(body)
	answer := document{}
	err := api.users.Backend.Call(ctx, request, &answer)
	return answer, err
}
