// A person in front of a browser: opens the address of a request, signs in, allows it, and tells where they were sent.
//
//     node drive.mjs ADDRESS REDIRECT_URI IDENTIFIER PASSWORD [allow|deny]

import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";

/** Where the browser is sent back to, in full. */
export async function drive(address, redirectUri, identifier, password, answer = "allow") {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    const back = new Promise((resolve) => {
      page.route((url) => url.href.startsWith(redirectUri), (route) => {
        resolve(route.request().url());
        return route.fulfill({ status: 200, contentType: "text/html", body: "<title>Back</title>" });
      });
    });
    await page.goto(address);
    await page.getByLabel("Email address").fill(identifier);
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: answer === "allow" ? "Allow" : "Do not allow", exact: true }).click();
    const url = await back;
    // A policy that forbids what a page needs would be told here.
    if (complaints.length) throw new Error(complaints.join("\n"));
    return url;
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await drive(...process.argv.slice(2)));
}
