//! Host names, and whose they are not.

/// The longest host name that DNS knows, in characters.
pub const MAX_HOST_LENGTH: usize = 253;

/// The text is no host name that a domain could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a domain such as example.com")]
pub struct InvalidHost;

/// Brings the name of a domain into the one form that is stored and compared: as DNS writes it, in lower case.
///
/// # Errors
///
/// [`InvalidHost`] when there is anything besides the name, it has no dot, or it cannot exist.
pub fn normalize_host(text: &str) -> Result<String, InvalidHost> {
    let text = text.trim();
    // The longest legal name, were each byte of it to stand for a letter outside ASCII; spares the rest the work.
    if text.len() > 4 * MAX_HOST_LENGTH {
        return Err(InvalidHost);
    }
    let host = idna::domain_to_ascii_strict(text).map_err(|_| InvalidHost)?;
    let top_level = host.rsplit('.').next().unwrap_or_default();
    let is_numeric = top_level.bytes().all(|byte| byte.is_ascii_digit());
    if host.len() > MAX_HOST_LENGTH || is_numeric || !host.contains('.') {
        return Err(InvalidHost);
    }
    Ok(host)
}

/// Whether anybody can have an address at that host, so that it tells nothing about an organization.
pub fn is_public_email_host(host: &str) -> bool {
    is_under(PUBLIC, host)
}

/// Whether addresses at that host are there to be thrown away.
pub fn is_disposable_email_host(host: &str) -> bool {
    is_under(DISPOSABLE, host)
}

/// Whether a hosting provider lends names under that host to anybody.
pub fn is_hosting_provider_host(host: &str) -> bool {
    is_under(HOSTING, host)
}

/// Whether a host is one of `hosts` or a name under one.
fn is_under(hosts: &str, host: &str) -> bool {
    hosts
        .split_ascii_whitespace()
        .any(|one| host.strip_suffix(one).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Mail providers for everybody.
const PUBLIC: &str = "
    126.com 139.com 163.com 189.cn abv.bg alice.it aliyun.com aol.co.uk aol.com aol.de aol.fr arcor.de att.net
    bellsouth.net bigpond.com bigpond.net.au bk.ru blueyonder.co.uk bol.com.br bt.com btinternet.com centrum.cz
    centurylink.net charter.net comcast.net cox.net daum.net disroot.org duck.com earthlink.net eircom.net
    email.com email.cz fastmail.com fastmail.fm foxmail.com free.fr freemail.hu freenet.de frontier.com
    gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com hanmail.net hey.com home.nl hotmail.be
    hotmail.ca hotmail.ch hotmail.co.jp hotmail.co.uk hotmail.com hotmail.com.ar hotmail.com.br hotmail.com.mx
    hotmail.de hotmail.es hotmail.fr hotmail.it hotmail.nl hotmail.se hushmail.com icloud.com ig.com.br inbox.lv
    inbox.ru interia.pl juno.com kakao.com laposte.net libero.it list.ru live.be live.ca live.co.uk live.com
    live.com.au live.com.mx live.de live.dk live.fr live.it live.nl live.no live.se lycos.com mac.com mail.bg
    mail.com mail.de mail.ee mail.ru mailbox.org me.com msn.com nate.com naver.com netscape.net netzero.net
    ntlworld.com o2.pl onet.eu onet.pl online.de optonline.net optusnet.com.au orange.fr outlook.at outlook.be
    outlook.co.nz outlook.com outlook.com.au outlook.com.br outlook.de outlook.dk outlook.es outlook.fr
    outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.pt outlook.sa passport.com pm.me posteo.de
    posteo.net proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com riseup.net rocketmail.com
    rogers.com runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.cn sina.com sky.com sohu.com
    startmail.com sympatico.ca t-online.de talktalk.net telenet.be telus.net terra.com.br tin.it tiscali.co.uk
    tiscali.it tuta.com tuta.io tutamail.com tutanota.com tutanota.de ukr.net uol.com.br usa.net verizon.net
    virgilio.it virginmedia.com vodafone.de volny.cz wanadoo.fr web.de windowslive.com wp.pl xtra.co.nz ya.ru
    yahoo.at yahoo.be yahoo.ca yahoo.cn yahoo.co.id yahoo.co.in yahoo.co.jp yahoo.co.kr yahoo.co.nz yahoo.co.th
    yahoo.co.uk yahoo.co.za yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.hk yahoo.com.mx
    yahoo.com.my yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.vn yahoo.de yahoo.dk yahoo.es
    yahoo.fr yahoo.gr yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.ro yahoo.se yandex.by
    yandex.com yandex.kz yandex.ru yandex.ua yeah.net ymail.com ziggo.nl zoho.com zohomail.com
";

/// Mail providers whose addresses last for minutes.
const DISPOSABLE: &str = "
    10minutemail.com 10minutemail.net 20minutemail.com burnermail.io discard.email dispostable.com dropmail.me
    emailondeck.com fakeinbox.com fakemail.net getairmail.com getnada.com grr.la guerrillamail.biz
    guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org
    guerrillamailblock.com inboxbear.com inboxkitten.com mail-temp.com mailcatch.com maildrop.cc mailexpire.com
    mailinator.com mailinator.net mailnesia.com mailnull.com mailsac.com mintemail.com minuteinbox.com moakt.com
    mohmal.com mytemp.email mytrashmail.com nada.email sharklasers.com spam4.me spambog.com spambox.us
    spamgourmet.com temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.dev tempmail.net tempmailo.com
    tempr.email throwawaymail.com trash-mail.com trashmail.com trashmail.de trashmail.net wegwerfmail.de
    yopmail.com yopmail.fr yopmail.net
";

/// Hosting providers under whose names anybody can publish.
const HOSTING: &str = "
    amplifyapp.com azurestaticapps.net azurewebsites.net base44.app cloudfront.net deno.dev firebaseapp.com
    fly.dev github.io gitlab.io herokuapp.com lovable.app netlify.app ngrok-free.app ngrok.app ngrok.io now.sh
    onrender.com pages.dev railway.app repl.co replit.app replit.dev surge.sh vercel.app web.app workers.dev
";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_domain_is_stored_as_dns_writes_it() {
        assert_eq!(normalize_host(" Example.COM ").unwrap(), "example.com");
        assert_eq!(normalize_host("Bücher.example").unwrap(), "xn--bcher-kva.example");
        assert_eq!(normalize_host("a.b.co.uk").unwrap(), "a.b.co.uk");
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for text in [
            "",
            ".",
            "localhost",
            "https://example.com",
            "example.com/a",
            "example.com:80",
            "ada@example.com",
            "a b.example",
            "example..com",
            "-a.example",
            "127.0.0.1",
            "1.2",
            "exa_mple.com",
            "example.com.",
            "a\u{0}.example",
            "[::1]",
        ] {
            assert_eq!(normalize_host(text), Err(InvalidHost), "{text:?}");
        }
        assert!(normalize_host(&format!("{}.example", "a".repeat(63))).is_ok());
        assert!(normalize_host(&format!("{}.example", "a".repeat(64))).is_err());
        let long = vec!["abcdefghi"; 26].join(".");
        assert!(normalize_host(&long).is_err() && normalize_host(&long[..249]).is_ok());
    }

    #[test]
    fn providers_are_known_with_the_names_under_them() {
        assert!(is_public_email_host("gmail.com") && is_public_email_host("mx.gmail.com"));
        assert!(!is_public_email_host("notgmail.com") && !is_public_email_host("example.com"));
        assert!(is_disposable_email_host("mailinator.com") && !is_disposable_email_host("gmail.com"));
        assert!(is_hosting_provider_host("shop.vercel.app") && !is_hosting_provider_host("vercel.example"));
    }

    #[test]
    fn the_lists_hold_normal_forms_once() {
        for hosts in [PUBLIC, DISPOSABLE, HOSTING] {
            let mut seen = std::collections::HashSet::new();
            let is_normal = |host: &str| normalize_host(host).as_deref() == Ok(host);
            assert!(hosts.split_ascii_whitespace().all(|host| is_normal(host) && seen.insert(host)));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_a_normal_form_is_its_own(text in "\\PC*|[a-zA-ZüÜß0-9.-]{1,30}\\.[a-zA-Z]{2,5}") {
            if let Ok(host) = normalize_host(&text) {
                prop_assert_eq!(normalize_host(&host), Ok(host));
            }
        }
    }
}
