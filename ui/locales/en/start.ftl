start-progress = Step { $step } of { $steps }
start-language-title = Welcome
start-welcome = In a few steps we get this device ready for your talks. Which language do you want to read?
start-address-title = Connect to your municipality
start-address-why = Your administrator gave you an address and a code. The code works once. You need internet for this step.
start-server = Address of the server
start-server-hint = For example: https://meedoen.bergendal.nl
start-code = Code
start-code-hint = Type the code exactly as it is.
start-passphrase-title = Your passphrase
start-passphrase-why = With this phrase you open Meedoen on this device. Take a few words that you remember well, at least { $least } characters together.
start-no-keychain = This device has no keychain. So only your passphrase protects the files. Take a longer one: at least { $least } characters.
start-passphrase-loss = Nobody can get this phrase back for you, not even the administrator. If you lose it, you also lose the work that was not sent yet.
start-enrol = Get the device ready
start-busy = Getting ready…
start-busy-why = The device is being made ready. This takes a few seconds.
start-pin-title = A PIN to come back quickly
start-pin-why = With Hide you put your work out of sight at once. With a PIN you are back in a moment. Without one you type your passphrase.
start-skip = Skip
start-keep-pin = Keep PIN

passphrase = Passphrase
passphrase-again = Once more
passphrase-show = Show passphrase
passphrase-hint = Four or five separate words work well.
passphrase-too-short = { $left ->
    [one] 1 more character
   *[other] { $left } more characters
}
passphrase-unequal = The two phrases are not the same. Type them again.
strength-0 = Very easy to guess
strength-1 = Easy to guess
strength-2 = Could be better
strength-3 = Good
strength-4 = Very good

pin = PIN
pin-hint = 4, 5 or 6 digits
pin-wrong = { $left ->
    [one] That is not right. You can try 1 more time.
   *[other] That is not right. You can try { $left } more times.
}
