sync = Sync
sync-connected = Connected
sync-offline = Not connected
sync-not-tried = Not connected yet
sync-all-sent = Everything is sent
sync-apart = { $count ->
    [one] 1 piece of work is set apart
   *[other] { $count } pieces of work are set apart
}
sync-rest-sent = Everything else is sent.
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
sync-again-soon = Meedoen tries again by itself in a moment.
sync-again-at = Meedoen tries again by itself at { $time }.
rebuilt = This device was enrolled again
rebuilt-taken = { $count ->
    [0] No work was taken over from the old file.
    [one] 1 piece of work was taken over from the old file. Meedoen sends it by itself.
   *[other] { $count } pieces of work were taken over from the old file. Meedoen sends them by itself.
}
rebuilt-apart = { $count ->
    [one] 1 piece of work is set apart. Look at it under Sync.
   *[other] { $count } pieces of work are set apart. Look at them under Sync.
}
rebuilt-lost = { $count ->
    [0] All of it could be read.
    [one] 1 piece of work could not be read. Call your administrator.
   *[other] { $count } pieces of work could not be read. Call your administrator.
}
rebuilt-unread = Meedoen could not read the old file well. Perhaps there is still work in it. Call your administrator.
rebuilt-file = The old file is kept as
first-sync = Your files are being fetched
first-sync-done = { $count } pieces fetched, { $size } kB. You can begin meanwhile.
first-sync-waits = That begins as soon as there is a connection.
kilobytes = { $size } kB
item-sent = sent
item-waits = waiting
item-conversation = Talk with { $name }
item-person = Details of { $name }
item-goal = Goal of { $name }
item-goal_step = Goal of { $name }
item-signature = Agreement with { $name }
item-next_step = Next step of { $name }
item-theme_note = Talk with { $name }
item-agreement = Agreements with { $name }
item-referral = Referral of { $name }
item-consent = Consent of { $name }
item-trajectory = Trajectory of { $name }
item-relation = People close to { $name }
item-network = People close to { $name }
item-link = Two dossiers of { $name }
item-handover = Handover of { $name }
item-access_need = Details of { $name }
item-group = Group { $name }
item-group_session = Session of { $name }
item-group_person = Who takes part in { $name }
item-attendance = Who was at { $name }
item-together = Going on together in { $name }
item-together_person = Going on together in { $name }
item-private_note = Note about { $name }
item-spreekuur = Walk-in hour
item-walk_in = Somebody at the walk-in hour

set-apart-title = Set apart
set-apart-what = This did not reach the municipality. It is not gone: it stands here, and it never goes away by itself.
set-apart-since = Since { $on }, { $time }
set-apart-next = What you can do:
set-apart-seen = I have seen it
set-apart-again = Show it again
set-apart-away = Put away ({ $count })
item-somebody = somebody
item-other = Something of { $name }
rescue-why = Can your work not be sent? Then you can keep it in a file. Only your administrator can read that file.
rescue = Keep as a file
rescue-done = Your work is kept. Give this file to your administrator:
refused-no_access = You cannot write in this file (any more). Perhaps it is a colleague’s now.
refused-do-no_access = Ask your administrator whether the file is yours. Can you get in again? Then choose ‘Try again’.
refused-no_team = This file belongs to no team of your municipality yet.
refused-do-no_team = Call your administrator. Does it belong to a team now? Then choose ‘Try again’.
refused-invalid_field = There is something in it that the municipality cannot process.
refused-do-invalid_field = Copy the text. Open the file and fill it in again.
refused-too_large = This text is too long to send.
refused-do-too_large = Copy the text. Open the file and paste it there in two or more pieces.
refused-wrong_place = This belongs to another file.
refused-do-wrong_place = Copy the text. Open the right file and paste it there.
refused-erased = This file was erased on request. So the text is not here any more either. What you wrote is sealed for the officer.
refused-do-erased = You need not do anything. Questions? Call your administrator.
refused-sealed = This agreement was signed meanwhile. After that nothing changes any more.
refused-do-sealed = Copy the text. Open the agreement and choose ‘Make a new agreement’.
refused-handed_over = This file was handed over. This work was not sent yet.
refused-do-handed_over = Copy the text and give it to the new coach. Or call your administrator.
refused-revoked = This device may not send any more. Your municipality signed it off.
refused-do-revoked = Call your administrator. With a new code you can sign this device on again. Or choose ‘Keep as a file’.
refused-restored = The municipality put back an older copy. This work of a colleague was not in it.
refused-do-restored = You need not do anything. As soon as your colleague is connected, this comes back by itself.
refused-salvaged = This was saved from a damaged file. Meedoen could not put it back by itself.
refused-do-salvaged = Look whether the text is right. Then choose ‘Try again’.
refused-unknown = The municipality did not accept this. Why is not known here.
refused-do-unknown = Choose ‘Try again’. Does it not work? Then call your administrator.
refused-other = The municipality did not accept this ({ $reason }).
refused-do-other = Call your administrator.
