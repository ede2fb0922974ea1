today-talks = Talks
today-no-talks = There are no talks today.
today-find = Find a person
begin = Begin talk
continue-talk = Continue talk
talk-closed = Finished
talk-later = To work out
talk-open = Under way

longest-title = Longest not spoken
longest-since = Since { $on }
longest-never = Not spoken yet
plan = Plan
plan-keep = Plan talk
plan-done = Planned with { $name }: { $on }, { $time }.

todo-title = To work out
todo-none = Everything is worked out.
todo-unfinished = { $count ->
    [one] talk to finish
   *[other] talks to finish
}
todo-steps = { $count ->
    [one] promise to keep
   *[other] promises to keep
}
todo-versions = { $count ->
    [one] time two versions
   *[other] times two versions
}
todo-unsent = still to send

promised = Promised: { $what }
missed = Did not take place
missed-because = Did not take place: { $reason }
missed-why = Why did it not take place?
missed-held = It did take place
missed-again = Kept: { $reason }. When will you try again?
missed-not-again = Do not plan now
overdue-title = Did this talk take place?
todo-task = Task for you:
todo-lasting = Still so?
todo-due = { $count ->
    [one] thing to ask about
   *[other] things to ask about
}
due-referral = What does { $what } say?
due-agreement = Looking back together: { $what }
due-trajectory = How does it go with: { $what }?
