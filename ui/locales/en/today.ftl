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
