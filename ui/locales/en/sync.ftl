sync = Sync
sync-connected = Connected
sync-offline = Not connected
sync-not-tried = Not connected yet
sync-all-sent = Everything is sent
sync-safe-here = Everything is safe on this device
sync-safe-meanwhile = safe on this device until then
sync-to-send = { $count } still to send
sync-offline-safe = { $count ->
    [0] everything is safe on this device
    [one] 1 piece of work is safe on this device
   *[other] { $count } pieces of work are safe on this device
}
sync-received = The municipality received the last of it on { $on } at { $time }.
sync-now = Send now
sync-busy = Sending…
sync-waiting = What is still to be sent
sync-progress = Sending
sync-items = { $done } of { $total } sent
sync-bytes = { $done } of { $total } kB
sync-error-safe = Your work is safe on this device.
first-sync = Your files are being fetched
first-sync-done = { $count } pieces fetched, { $size } kB. You can begin meanwhile.
first-sync-waits = That begins as soon as there is a connection.
kilobytes = { $size } kB
item-sent = sent
item-waits = waiting
item-conversation = Talk with { $name }
item-person = Details of { $name }
item-goal = Goal of { $name }
item-next_step = Next step of { $name }
item-theme_note = Talk with { $name }
item-agreement = Agreements with { $name }
item-referral = Referral of { $name }
item-group = Group { $name }
item-group_session = Session of { $name }

set-apart-title = Set apart
set-apart-what = The municipality could not process this. It is not gone: it stands here and never goes away by itself. Call your administrator if you do not know what to do.
refused-no_access = You have no access to this file (any more). Perhaps it was handed over to a colleague.
refused-no_team = This file belongs to no team of your municipality.
refused-invalid_field = There is something in it that the municipality cannot process.
refused-too_large = This text is too large.
refused-wrong_place = This belongs to another file.
refused-erased = This file was erased on request. What you wrote afterwards is kept for the officer.
refused-unknown = The municipality did not accept this. Why is not known here.
refused-other = The municipality did not accept this ({ $reason }).
