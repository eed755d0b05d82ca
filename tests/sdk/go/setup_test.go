// Package scenarios holds our scenarios for the official Go SDK as published, of which only the URL and the key are set.
package scenarios

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/actortoken"
	"github.com/clerk/clerk-sdk-go/v2/allowlistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/blocklistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/client"
	"github.com/clerk/clerk-sdk-go/v2/domain"
	"github.com/clerk/clerk-sdk-go/v2/emailaddress"
	"github.com/clerk/clerk-sdk-go/v2/instancesettings"
	"github.com/clerk/clerk-sdk-go/v2/invitation"
	"github.com/clerk/clerk-sdk-go/v2/jwks"
	"github.com/clerk/clerk-sdk-go/v2/jwttemplate"
	"github.com/clerk/clerk-sdk-go/v2/m2m_token"
	"github.com/clerk/clerk-sdk-go/v2/machine"
	"github.com/clerk/clerk-sdk-go/v2/machinescope"
	"github.com/clerk/clerk-sdk-go/v2/oauthapplication"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationdomain"
	"github.com/clerk/clerk-sdk-go/v2/organizationinvitation"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
	"github.com/clerk/clerk-sdk-go/v2/phonenumber"
	"github.com/clerk/clerk-sdk-go/v2/proxycheck"
	"github.com/clerk/clerk-sdk-go/v2/redirecturl"
	"github.com/clerk/clerk-sdk-go/v2/session"
	"github.com/clerk/clerk-sdk-go/v2/signintoken"
	"github.com/clerk/clerk-sdk-go/v2/svixwebhook"
	"github.com/clerk/clerk-sdk-go/v2/testingtoken"
	"github.com/clerk/clerk-sdk-go/v2/user"
	"github.com/clerk/clerk-sdk-go/v2/waitlistentry"
)

// sdk is every client of the SDK that has something to call here.
type sdk struct {
	actorTokens             *actortoken.Client
	allowlist               *allowlistidentifier.Client
	blocklist               *blocklistidentifier.Client
	clients                 *client.Client
	domains                 *domain.Client
	emailAddresses          *emailaddress.Client
	instanceSettings        *instancesettings.Client
	invitations             *invitation.Client
	jwks                    *jwks.Client
	jwtTemplates            *jwttemplate.Client
	m2mTokens               *m2m_token.Client
	machines                *machine.Client
	machineScopes           *machinescope.Client
	oauthApplications       *oauthapplication.Client
	organizations           *organization.Client
	organizationDomains     *organizationdomain.Client
	organizationInvitations *organizationinvitation.Client
	organizationMemberships *organizationmembership.Client
	phoneNumbers            *phonenumber.Client
	proxyChecks             *proxycheck.Client
	redirectURLs            *redirecturl.Client
	sessions                *session.Client
	signInTokens            *signintoken.Client
	svixWebhooks            *svixwebhook.Client
	testingTokens           *testingtoken.Client
	users                   *user.Client
	waitlistEntries         *waitlistentry.Client
}

// fixtures is what only a browser or an operator can make; each thing is used up by one scenario.
type fixtures struct {
	Passkey struct {
		UserID    string `json:"user_id"`
		PasskeyID string `json:"passkey_id"`
	} `json:"passkey"`
	ExternalAccount struct {
		UserID            string `json:"user_id"`
		ExternalAccountID string `json:"external_account_id"`
	} `json:"external_account"`
	BrowserSession struct {
		SessionID   string `json:"session_id"`
		ClientID    string `json:"client_id"`
		ClientToken string `json:"client_token"`
	} `json:"browser_session"`
	ProductionInstance struct {
		SecretKey string `json:"secret_key"`
	} `json:"production_instance"`
}

var (
	ctx            = context.Background()
	api            *sdk
	seeded         fixtures
	apiURL         string
	publishableKey string
)

// connect sets up the SDK as its documentation shows, without retries or a transport of ours.
func connect(url, key string) *sdk {
	config := &clerk.ClientConfig{BackendConfig: clerk.BackendConfig{URL: clerk.String(url), Key: clerk.String(key)}}
	return &sdk{
		actorTokens:             actortoken.NewClient(config),
		allowlist:               allowlistidentifier.NewClient(config),
		blocklist:               blocklistidentifier.NewClient(config),
		clients:                 client.NewClient(config),
		domains:                 domain.NewClient(config),
		emailAddresses:          emailaddress.NewClient(config),
		instanceSettings:        instancesettings.NewClient(config),
		invitations:             invitation.NewClient(config),
		jwks:                    jwks.NewClient(config),
		jwtTemplates:            jwttemplate.NewClient(config),
		m2mTokens:               m2m_token.NewClient(config),
		machines:                machine.NewClient(config),
		machineScopes:           machinescope.NewClient(config),
		oauthApplications:       oauthapplication.NewClient(config),
		organizations:           organization.NewClient(config),
		organizationDomains:     organizationdomain.NewClient(config),
		organizationInvitations: organizationinvitation.NewClient(config),
		organizationMemberships: organizationmembership.NewClient(config),
		phoneNumbers:            phonenumber.NewClient(config),
		proxyChecks:             proxycheck.NewClient(config),
		redirectURLs:            redirecturl.NewClient(config),
		sessions:                session.NewClient(config),
		signInTokens:            signintoken.NewClient(config),
		svixWebhooks:            svixwebhook.NewClient(config),
		testingTokens:           testingtoken.NewClient(config),
		users:                   user.NewClient(config),
		waitlistEntries:         waitlistentry.NewClient(config),
	}
}

func TestMain(m *testing.M) {
	if err := readEnvironment(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func readEnvironment() error {
	values := map[string]string{}
	for _, name := range []string{"API_URL", "SECRET_KEY", "PUBLISHABLE_KEY", "FIXTURES"} {
		value := os.Getenv("FRONTDESK_" + name)
		if value == "" {
			return fmt.Errorf("FRONTDESK_%s is not set", name)
		}
		values[name] = value
	}
	content, err := os.ReadFile(values["FIXTURES"])
	if err != nil {
		return err
	}
	if err := json.Unmarshal(content, &seeded); err != nil {
		return err
	}
	apiURL = strings.TrimRight(values["API_URL"], "/") + "/v1"
	publishableKey = values["PUBLISHABLE_KEY"]
	api = connect(apiURL, values["SECRET_KEY"])
	return nil
}
