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
damaged-what = Meedoen could not read the data on this device properly. Nothing was deleted: the file was set aside. What was already sent is safe at the municipality.
set-aside-file = Set aside as:
set-aside-do = Call your administrator and read out the name of the file. Do not throw the file away: sometimes the work in it can still be saved. With a new code you can go on working at once.
set-aside-enrol = Enrol again
