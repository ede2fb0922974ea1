app-name = Meedoen
hide = Hide
back = Back
next = Next
ready = Done
keep = Keep
cancel = Cancel
yes = Yes
no = No
and = {" "}and{" "}
date = Date
time = Time
day-today = today
try-again = Try again
not-chosen = Choose
not-filled = Not filled in

nav-label = Main menu
nav-today = Today
nav-people = People
nav-spreekuur = Walk-in
nav-groups = Group
nav-more = More

save-saved = Saved on this device
save-busy = Saving…
save-failed = Not saved yet
save-again = Save again now
unsaved-title = Your text is not saved yet
copy-text = Copy the text
copied = Copied
copy-failed = Copying did not work. Select the text yourself with the mouse, and copy it then.
close-title = Your text is not saved yet
close-why = If you close Meedoen now, you lose this text. Everything saved before stays.
close-stay = Leave open
close-anyway = Close all the same, without this text
close-saved-title = Your text is saved now
close-saved = Everything is on this device. You can close Meedoen.
close-go = Close

versions-title = { $count ->
    [2] There are two versions
   *[other] There are { $count } versions
}
versions-of = { $what } of { $name }. Which one is right?
versions-which = { $count ->
    [2] There are two versions. Which one is right?
   *[other] There are { $count } versions. Which one is right?
}
undo = Undo
versions-both = Keep both
versions-write = Change it myself
versions-use = Use this one
versions-kept = What you do not choose is kept under ‘What stood here before’.
versions-somebody = A colleague
versions-you = You
versions-colleague = A colleague wrote something here too. You choose later which text is right.

last-time = { $on }: { $text }
take-away-sure = Begun by mistake? Then you can take this away.
