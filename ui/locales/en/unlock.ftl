unlock-title = Welcome back
unlock-why = Type your passphrase to go on where you were.
unlock = Open
unlock-busy = Opening…

trouble-title = Meedoen cannot start now
trouble-safe = Your work on this device stays. Meedoen keeps trying.

neutral-text = Nothing special today.
neutral-pin = Code
neutral-passphrase = Password
neutral-go = Continue

damaged-title = A file is damaged
damaged-what = Meedoen could not read the data on this device well. It is not your doing. Nothing was erased: the file was set aside.
damaged-sent = What was sent is safe at the municipality. It comes back to this device by itself.
damaged-unsent = What was not sent yet is in the file that was set aside. Meedoen takes out of it what can still be read. Do not throw the file away.
damaged-steps = How to go on
damaged-step-code = Call your administrator. Ask for a new code and read out the name of the file.
damaged-step-enrol = Choose ‘Enrol again’ and type the code. Use the same passphrase as before. Only that lets Meedoen read the old file.
damaged-step-wait = Wait a little. Your files come back by themselves.
set-aside-file = Set aside as:
set-aside-enrol = Enrol again
