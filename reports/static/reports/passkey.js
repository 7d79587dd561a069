// Buttons that ask the browser for a passkey. What the key has to sign stands in the page, or is
// asked for at the address the button names. Without script the other ways to sign in remain.
(() => {
  "use strict";

  const optionsOf = async (button) => {
    if (button.dataset.options) {
      return JSON.parse(document.getElementById(button.dataset.options).textContent);
    }
    const answer = await fetch(button.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  };

  const created = (options, alone) => {
    const made = JSON.parse(JSON.stringify(options));
    const chosen = made.publicKey.authenticatorSelection;
    chosen.residentKey = alone ? "required" : "discouraged";
    chosen.requireResidentKey = alone;
    if (alone) chosen.userVerification = "required";
    return window.webauthnJSON.create(made);
  };

  const ask = async (button) => {
    const { form } = button;
    const options = await optionsOf(button);
    const credential = options.creation_options
      ? await created(options.creation_options, form.elements.passwordless.checked)
      : await window.webauthnJSON.get(options.request_options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  };

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const said = document.getElementById(button.dataset.passkey);
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      said.textContent = "";
      ask(button).catch(() => {
        said.textContent = "No passkey was given. Try again, or use another way to sign in.";
      });
    });
  }
})();
