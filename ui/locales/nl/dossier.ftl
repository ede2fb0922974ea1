dossier = Dossier
dossier-coach = Vaste coach: { $name }
dossier-wants = { $name } wil graag
dossier-earlier = Op { $on }: { $text }
dossier-strengths = Kan goed: { $text }
dossier-no-wish = Er is nog geen wens opgeschreven. Begin een gesprek en vraag wat deze inwoner graag wil.

agreements = Onze afspraken
agreements-none = Er zijn nog geen afspraken.
agreement-from = Vanaf { $on }.
agreement-weeks = { $weeks ->
    [one] Eén week.
   *[other] { $weeks } weken.
}
agreement-cost = Hoogstens { $euro } euro.
agreement-cost-from = Hoogstens { $euro } euro, uit { $purse }.
agreement-signed = Getekend door { $who }

goals = Doelen
goal = Doel
goals-none = Nog geen doelen.
goal-add = Doel erbij
goal-ask = Wat wil deze inwoner bereiken?
goal-keep = Doel bewaren
next-steps = Volgende stappen
step-on = op { $on }

timeline = Tijdlijn
timeline-none = Er is nog niets gebeurd.
talk-with = met { $name }
talk-at-spreekuur = { $kind } op het spreekuur
referral-now = Verwezen. Nu { $status }.
outcome-betaald_werk = Begonnen met betaald werk
outcome-vrijwilligerswerk = Begonnen met vrijwilligerswerk
outcome-opleiding = Begonnen met een opleiding
outcome-dagbesteding = Begonnen met dagbesteding

ladder = Participatieladder
ladder-none = Nog niet gemeten.
ladder-step = Trede
ladder-at = Trede { $step } op { $on }
ladder-from-to = Van trede { $from } naar trede { $to }
ladder-last = Op { $on }: trede { $step }, { $name }
ladder-step-1 = Geïsoleerd
ladder-step-2 = Sociale contacten buitenshuis
ladder-step-3 = Deelname georganiseerde activiteiten
ladder-step-4 = Onbetaald werk
ladder-step-5 = Betaald werk met ondersteuning
ladder-step-6 = Betaald werk

contact = Gegevens
contact-language = De taal is lastig. Spreek rustig, of regel een tolk.
contact-team = Team { $team }

last-time-title = Vorige keer
last-time-wish = Wens: { $text }
last-time-promised = Dit hebt u beloofd
last-time-nothing = U hebt niets beloofd dat nog open staat.

score-from-to = van { $from } naar { $to }
zrm-domain = Gebied
zrm-first = eerst
zrm-last = nu
zrm-over-time = In de tijd
zrm-first-last = Eerst en nu
web-of = Positieve gezondheid op { $on }
webs-all = Alle { $count } laten zien
webs-few = Minder laten zien

wishes-all = Alle { $count } wensen
wishes-few = Minder wensen
outcomes = Wat er kwam
outcomes-none = Nog niets opgeschreven. Heeft iemand werk, een opleiding of een vaste bezigheid? Zet het hier.
outcome-add = Resultaat erbij
outcome-kind = Wat doet deze inwoner nu?
outcome-since = Sinds wanneer?
outcome-note = Wat en waar?
outcome-lasted = Is dit na zes maanden nog zo?
outcome-remove = Klopt niet, haal weg
outcome-asked-on = Op { $on } vraagt Meedoen of dit nog zo is.
aftercare = Nazorg
aftercare-of = Nazorg voor { $name }
aftercare-why = Hoe gaat het nu? Meedoen stelt een dag voor. U kiest.
aftercare-none = Er is geen gesprek meer nodig.
aftercare-plan = Plannen op { $on }
aftercare-other = Andere dag
aftercare-which = Welke dag?
aftercare-not = Nu niet
aftercare-planned = Het volgende gesprek is op { $on }.
aftercare-again = Toch een gesprek voorstellen
group-reason = Waarom deze groep?
group-why = Andere groep? Schrijf op waarom deze groep nu past.
closing-title = Dossier sluiten
closing-what = Klaar met de begeleiding? Sluit dan het dossier. Alles blijft bewaard.
closing-ask = Dossier sluiten
closing-why = Waarom sluit u het dossier?
closing-is = Gesloten op { $on }: { $reason }.
closing-open = Weer openen
contact-rhythm = Hoe vaak per jaar spreekt u elkaar?
contact-rhythm-norm = Niets ingevuld? Dan { $count } keer, zoals de gemeente wil. Vul 0 in als de inwoner zelf vraagt om een gesprek.

fixed-coach = Vaste coach
fixed-coach-you = U bent de vaste coach.
fixed-coach-is = { $name } is de vaste coach.
fixed-coach-none = Er is nog geen vaste coach.
handover-open = Overdragen
handover-to = Aan wie?
handover-ask = Wat moet uw collega weten?
handover-hint = Wat is er beloofd? Waar let { $name } op? Uw collega leest dit bovenaan het dossier.
handover-give = Overdragen
handover-note = Overdracht
handover-was = Van { $from } naar { $to }, op { $on }
handover-other-team = Gaat deze inwoner naar een ander team? Vraag dat aan uw beheerder.
handed-over = { $name } is nu van u
handed-over-by = Overgedragen door { $from }, op { $on }
handed-over-no-note = { $from } schreef er niets bij.
handed-over-read = Gelezen
