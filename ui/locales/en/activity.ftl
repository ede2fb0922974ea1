# What there is to join, trajectories and placements.
activities = What there is
activities-under = What can be done in the villages?
activities-for = For { $name }
activities-look = See what there is
activities-search = Search by what, where or with whom
activities-none = The municipality has not filled in anything yet.
activities-not-found = Nothing found. Try another word.
activity-free = It costs nothing.
activity-cost = It costs { $euro } euros.
activity-places = { $count ->
    [0] There is no place now.
    [one] There is one place left.
   *[other] There are { $count } places left.
}
activity-neutral = Not of the municipality or a care provider.
activity-funding = Who pays: { $purse }.
activity-contact = Ask: { $contact }.
stopped-before = Stopped before: { $name }.
stopped-before-because = Stopped before: { $name }. { $why }
activity-from-step = From step { $step }: { $name }.
why-words = Said themselves: { $words }
why-village = In their own village
why-needs = Suits: { $needs }
ask-about = Ask about: { $needs }
needs = What does { $name } need to join?
choose-turn = Turn round and let choose
choose-title = What would you like?
choose-this = I want this: { $name }
choose-why-words = You said yourself: { $words }
choose-why-village = It is in your village
choose-more = Show more
choose-nothing = Nothing for you? That is fine too. Just say so.
trajectories = Trajectories and placements
trajectories-none = Nothing is going on now.
trajectory-add = Add something else
trajectory-which = What kind of trajectory?
trajectory-name = What or with whom?
trajectory-tried = What was tried before? How did that go?
trajectory-starts = First day
trajectory-how-long = How long?
trajectory-weeks = { $weeks } weeks
trajectory-year = A year
trajectory-until = Until { $on }
trajectory-stop-why = Why did it stop?
trajectory-follow-up-on = When do we ask how it goes?
trajectory-follow-up = How did it end?
trajectory-followed-up-on = When did we ask?
