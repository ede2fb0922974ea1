today-talks = Talks
today-no-talks = There are no talks today.
today-nobody-yet = You have no people yet. Find somebody of your team, or add somebody.
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
todo-under = What is left to do, from talk to copy.
todo-task = { $count ->
    [one] task for you
   *[other] tasks for you
}
todo-talks = { $count ->
    [one] talk to finish
   *[other] talks to finish
}
todo-copies = { $count ->
    [one] copy to give
   *[other] copies to give
}
todo-answers = { $count ->
    [one] answer came in
   *[other] answers came in
}
todo-steps = { $count ->
    [one] promise to keep
   *[other] promises to keep
}
todo-ask = { $count ->
    [one] thing to ask about
   *[other] things to ask about
}
todo-versions = { $count ->
    [one] text in two versions
   *[other] texts in two versions
}
todo-unsent = still to send
todo-unsent-long = The oldest work has been waiting since { $on }. It is safe on this device. Find a place with internet and send it.
todo-group-task = Tasks for you
todo-group-talks = Talks to finish
todo-group-copies = Copies to give
todo-group-answers = Answers that came in
todo-group-steps = Promises to keep
todo-group-ask = To ask about and look back at
todo-group-unsent = To send
todo-handovers = { $count ->
    [one] person from a colleague
   *[other] people from a colleague
}
todo-complete = { $count ->
    [one] person to complete
   *[other] people to complete
}
todo-group-handovers = Handed over to you
todo-group-complete = To be completed
do-handover = Handed over by { $from }. Read what you should know.
do-complete = Only the first name is known. Add what you know.
do-task = A task that only you and a colleague see.
do-talk = Talk of { $on }
do-answer = { $to }: { $status }. Tell { $name }.
do-lasting = Still so: { $what }?
do-aftercare = Began: { $what }. How is it going now?
do-aftercare-closed = The goal was reached. How is it going now?
todo-aftercare = { $count ->
    [one] aftercare talk
   *[other] aftercare talks
}
todo-group-aftercare = Aftercare: how is it going now?
do-open = To the dossier of { $name }
do-undated = No date

caseload = Plan a day
caseload-under = { $count } people. { $morning } talks each morning, { $year } a year with everybody.
caseload-search = Search by name
caseload-nobody = Nobody of yours is called so.
caseload-where = In which village?
caseload-everywhere = All villages
caseload-planned = Planned on { $on }, { $time }
caseload-rhythm = { $count } times a year
caseload-all = Show everybody
caseload-none = You have no people yet. Add somebody under People.
turn-now = Time for a talk
turn-planned = Planned
turn-later = Later
turn-on_request = When the person asks for it
plan-whom = Plan: { $name }
day-before = The day before
day-after = The day after
day-other = Which day do you plan?
day-free = Still free
day-change-of = Change the talk with { $name }
day-drop = Take out of the day

promised = Promised: { $what }
missed = Did not take place
missed-of = Did not take place: { $name }
missed-change = Change
missed-other-day = Or on another day:
missed-because = Did not take place: { $reason }
missed-why = Why did it not take place?
missed-late = Is it not going ahead? Tap the reason.
missed-held = It did take place
missed-again = Kept: { $reason }. When will you try again?
missed-not-again = Do not plan now
overdue-title = Did this talk take place?
due-referral = What does { $what } say?
due-agreement = Looking back together: { $what }
due-trajectory = How does it go with: { $what }?
