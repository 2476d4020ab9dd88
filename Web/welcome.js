// The commands on the page are to be copied as they are: they name the address that this page came from.
for (const code of document.querySelectorAll("pre code")) {
  code.textContent = code.textContent.replaceAll("http://127.0.0.1:8080", location.origin);
}
