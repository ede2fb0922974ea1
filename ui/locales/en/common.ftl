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
nav-more = More

save-saved = Saved on this device
save-busy = Saving…
save-failed = Not saved yet: { $why }
save-again = Save again now

versions-title = { $count ->
    [2] There are two versions
   *[other] There are { $count } versions
}
versions-of = { $what } of { $name }. Which one is right?
versions-which = { $count ->
    [2] There are two versions. Which one is right?
   *[other] There are { $count } versions. Which one is right?
}
versions-you = You
versions-both = Keep both, one below the other
versions-use = Use this version
versions-use-both = Use both
versions-kept = The other version stays in the file.
versions-colleague = A colleague wrote something here too. You choose later which text is right.

history = Earlier text
history-of = Earlier text: { $what }
history-none = There is no earlier text.
history-empty = (empty)
last-time = { $on }: { $text }
