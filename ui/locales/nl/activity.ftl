# Aanbod, trajecten en plaatsingen.
activities = Aanbod
activities-under = Wat is er te doen in de dorpen?
activities-for = Voor { $name }
activities-look = Aanbod bekijken
activities-search = Zoek op wat, waar of bij wie
activities-none = De gemeente heeft nog geen aanbod ingevuld.
activities-not-found = Niets gevonden. Probeer een ander woord.
activity-free = Het kost niets.
activity-cost = Het kost { $euro } euro.
activity-places = { $count ->
    [0] Er is nu geen plek.
    [one] Er is nog één plek.
   *[other] Er zijn nog { $count } plekken.
}
activity-neutral = Niet van de gemeente of de zorg.
activity-funding = Wie betaalt: { $purse }.
activity-contact = Vragen: { $contact }.
stopped-before = Eerder gestopt: { $name }.
stopped-before-because = Eerder gestopt: { $name }. { $why }
activity-from-step = Vanaf trede { $step }: { $name }.
why-words = Zei zelf: { $words }
why-village = In het eigen dorp
why-needs = Past bij: { $needs }
ask-about = Vraag nog na: { $needs }
needs = Wat heeft { $name } nodig om mee te doen?
choose-turn = Omdraaien en laten kiezen
choose-title = Wat lijkt u leuk?
choose-this = Dit wil ik: { $name }
choose-why-words = U zei zelf: { $words }
choose-why-village = Het is in uw dorp
choose-more = Meer laten zien
choose-nothing = Zit er niets bij? Dat is ook goed. Zeg het gerust.
trajectories = Trajecten en plaatsingen
trajectories-none = Er loopt nu niets.
trajectory-add = Iets anders erbij
trajectory-which = Wat voor traject?
trajectory-name = Wat of bij wie?
trajectory-tried = Wat is er eerder geprobeerd? Hoe ging dat?
trajectory-starts = Eerste dag
trajectory-how-long = Hoe lang?
trajectory-weeks = { $weeks } weken
trajectory-year = Een jaar
trajectory-until = Tot en met { $on }
trajectory-stop-why = Waarom is het gestopt?
trajectory-follow-up-on = Wanneer vragen we hoe het gaat?
trajectory-follow-up = Hoe is het afgelopen?
trajectory-followed-up-on = Wanneer vroegen we het?
