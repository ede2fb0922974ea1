# Labels of the word lists: word-<list>-<code>, codes as crates/domain stores them.

word-place-thuis = thuis
word-place-dorpshuis = dorpshuis
word-place-cultuurhuis = cultuurhuis
word-place-wijkcentrum = wijkcentrum
word-place-buurthuis = buurthuis
word-place-bibliotheek = bibliotheek
word-place-gemeentehuis = gemeentehuis
word-place-werkplek = werkplek
word-place-telefonisch = telefonisch
word-place-buiten = buiten
word-place-anders = anders

word-conversation_kind-eerste_gesprek = eerste gesprek
word-conversation_kind-vervolggesprek = vervolggesprek
word-conversation_kind-evaluatie = evaluatie
word-conversation_kind-nazorg = nazorg
word-conversation_kind-kort_contact = kort contact

word-conversation_status-planned = gepland
word-conversation_status-open = bezig
word-conversation_status-later = nog uitwerken
word-conversation_status-missed = ging niet door
word-conversation_status-closed = afgerond

word-theme-lichamelijke_gezondheid = lichamelijke gezondheid
word-theme-geestelijke_gezondheid = geestelijke gezondheid
word-theme-sociaal_netwerk = sociaal netwerk
word-theme-financien = financiën
word-theme-huisvesting = huisvesting
word-theme-werk_en_opleiding = werk en opleiding
word-theme-dagritme = dagritme
word-theme-taal_en_geletterdheid = taal en geletterdheid
word-theme-leefstijl = leefstijl
word-theme-gezin = gezin
word-theme-mantelzorg = mantelzorg
word-theme-zingeving = zingeving
word-theme-vervoer = vervoer
word-theme-veiligheid_thuis = veiligheid thuis
word-theme-formulieren_en_digitaal = formulieren en digitaal
word-theme-verlies = verlies

word-wants-ja = ja
word-wants-later = later
word-wants-nee = nee

word-person_group-re_integratie = re-integratie
word-person_group-doorstromer = doorstromer
word-person_group-participatie = participatie

word-law-participatiewet = Participatiewet
word-law-wmo = Wmo
word-law-jeugdwet = Jeugdwet
word-law-geen = geen
word-law-onbekend = onbekend

word-inflow-wijkteam = wijkteam
word-inflow-klantmanager = klantmanager
word-inflow-huisarts = huisarts
word-inflow-consultatiebureau = consultatiebureau
word-inflow-jgz = JGZ
word-inflow-wmo = Wmo
word-inflow-sleutelpersoon = sleutelpersoon
word-inflow-familie_of_buren = familie of buren
word-inflow-uitnodiging = uitnodiging
word-inflow-folder = folder
word-inflow-website = website
word-inflow-krant = krant
word-inflow-zelf = zelf
word-inflow-anders = anders

word-referral_to-sociaal_team = sociaal team
word-referral_to-huisarts = huisarts
word-referral_to-sport = sport
word-referral_to-dietist = diëtist
word-referral_to-fysiotherapeut = fysiotherapeut
word-referral_to-mentale_coach = mentale coach
word-referral_to-beweegcoach = beweegcoach
word-referral_to-buurtsportcoach = buurtsportcoach
word-referral_to-welzijn = welzijn
word-referral_to-maatschappelijk_werk = maatschappelijk werk
word-referral_to-maatschappelijke_begeleiding = maatschappelijke begeleiding
word-referral_to-psychische_zorg = psychische zorg
word-referral_to-verslavingszorg = verslavingszorg
word-referral_to-schuldhulp = schuldhulp
word-referral_to-formulierenhulp = formulierenhulp
word-referral_to-voedselbank = voedselbank
word-referral_to-taalaanbieder = taalaanbieder
word-referral_to-vrijwilligerscentrale = vrijwilligerscentrale
word-referral_to-dagbesteding = dagbesteding
word-referral_to-werkbedrijf = werkbedrijf
word-referral_to-jobcoach = jobcoach
word-referral_to-arbeidsdeskundige = arbeidsdeskundige
word-referral_to-bedrijfsarts = bedrijfsarts
word-referral_to-mantelzorgsteunpunt = mantelzorgsteunpunt
word-referral_to-maatje = maatje
word-referral_to-anders = anders

word-referral_status-verstuurd = verstuurd
word-referral_status-geaccepteerd = geaccepteerd
word-referral_status-gestart = gestart
word-referral_status-afgerond = afgerond
word-referral_status-afgebroken = gestopt

word-funding-gids = GIDS
word-funding-participatiebudget = participatiebudget
word-funding-bijzondere_bijstand = bijzondere bijstand
word-funding-wmo = Wmo
word-funding-gemeentepolis = gemeentepolis
word-funding-zorgverzekering = zorgverzekering
word-funding-eigen_bijdrage = eigen bijdrage
word-funding-anders = anders
word-funding-geen = geen

word-outcome_kind-betaald_werk = betaald werk
word-outcome_kind-vrijwilligerswerk = vrijwilligerswerk
word-outcome_kind-opleiding = opleiding
word-outcome_kind-dagbesteding = dagbesteding

word-company-alone = alleen
word-company-company = iemand erbij

word-next_step_who-person = inwoner
word-next_step_who-coach = coach
word-next_step_who-together = samen
word-next_step_who-other = iemand anders

word-signed_by-inwoner = inwoner
word-signed_by-coach = coach

word-present-partner = partner
word-present-kind = kind
word-present-familie = familie
word-present-tolk = tolk
word-present-maatje = maatje
word-present-sleutelpersoon = sleutelpersoon
word-present-begeleider = begeleider

word-missed-niet_thuis = niet thuis
word-missed-ziek = ziek
word-missed-vergeten = vergeten
word-missed-afgezegd_door_inwoner = afgezegd door inwoner
word-missed-afgezegd_door_coach = afgezegd door coach
word-missed-tolk_kwam_niet = tolk kwam niet
word-missed-wil_nu_niet = wil nu niet

word-barrier-lichamelijk = lichamelijk
word-barrier-psychisch = psychisch
word-barrier-sociaal = sociaal
word-barrier-taal = taal
word-barrier-schulden = schulden
word-barrier-geld = geld
word-barrier-verslaving = verslaving
word-barrier-detentieverleden = heeft vastgezeten
word-barrier-dakloosheid = dakloosheid
word-barrier-opleiding = opleiding
word-barrier-ervaring = ervaring
word-barrier-werknemersvaardigheden = werken met tijden en regels
word-barrier-presentatie = hoe iemand overkomt
word-barrier-vervoer = vervoer
word-barrier-kinderopvang = kinderopvang
word-barrier-mantelzorg = mantelzorg
word-barrier-digitaal = digitaal
word-barrier-toegankelijkheid = toegankelijkheid

word-soft_result-dagritme = dagritme
word-soft_result-slaap = slaap
word-soft_result-conditie = conditie
word-soft_result-zelfvertrouwen = zelfvertrouwen
word-soft_result-eigenwaarde = eigenwaarde
word-soft_result-sociale_vaardigheden = sociale vaardigheden
word-soft_result-netwerk = netwerk
word-soft_result-zin_in_meer = zin in meer

word-zrm_domain-financien = Financiën
word-zrm_domain-werk_opleiding = Werk & Opleiding
word-zrm_domain-tijdsbesteding = Tijdsbesteding
word-zrm_domain-huisvesting = Huisvesting
word-zrm_domain-huiselijke_relaties = Huiselijke relaties
word-zrm_domain-geestelijke_gezondheid = Geestelijke gezondheid
word-zrm_domain-lichamelijke_gezondheid = Lichamelijke gezondheid
word-zrm_domain-middelengebruik = Middelengebruik
word-zrm_domain-basale_adl = Basale ADL
word-zrm_domain-instrumentele_adl = Instrumentele ADL
word-zrm_domain-sociaal_netwerk = Sociaal netwerk
word-zrm_domain-maatschappelijke_participatie = Maatschappelijke participatie
word-zrm_domain-justitie = Justitie

word-health_dimension-lichaamsfuncties = lichaamsfuncties
word-health_dimension-mentaal_welbevinden = mentaal welbevinden
word-health_dimension-zingeving = zingeving
word-health_dimension-kwaliteit_van_leven = kwaliteit van leven
word-health_dimension-meedoen = meedoen
word-health_dimension-dagelijks_functioneren = dagelijks functioneren

word-language-nederlands = Nederlands
word-language-arabisch = Arabisch
word-language-berbers = Berbers
word-language-bulgaars = Bulgaars
word-language-chinees = Chinees
word-language-dari = Dari
word-language-duits = Duits
word-language-engels = Engels
word-language-farsi = Farsi
word-language-frans = Frans
word-language-koerdisch = Koerdisch
word-language-oekraiens = Oekraïens
word-language-papiaments = Papiaments
word-language-pasjtoe = Pasjtoe
word-language-pools = Pools
word-language-portugees = Portugees
word-language-roemeens = Roemeens
word-language-russisch = Russisch
word-language-somalisch = Somalisch
word-language-spaans = Spaans
word-language-tigrinya = Tigrinya
word-language-turks = Turks
word-language-nederlandse_gebarentaal = Nederlandse gebarentaal
word-language-anders = anders

word-closing-doel_bereikt = doel bereikt
word-closing-eigen_verzoek = eigen verzoek
word-closing-verhuisd = verhuisd
word-closing-overleden = overleden
word-closing-geen_contact = geen contact

word-read_how-zelf_gelezen = zelf gelezen
word-read_how-voorgelezen = voorgelezen
word-read_how-vertaald = vertaald

word-signed_how-getekend = getekend
word-signed_how-getypt = gezien en akkoord
word-signed_how-op_papier = op papier

word-access_need-zonder_trap = zonder trap
word-access_need-dicht_bij_een_halte = dicht bij een halte
word-access_need-eenvoudige_taal = eenvoudige taal
word-access_need-kinderopvang = kinderopvang
word-access_need-rustige_plek = een rustige plek
word-access_need-gratis = gratis

word-trajectory_kind-activiteit = activiteit
word-trajectory_kind-proefplaatsing = proefplaatsing
word-trajectory_kind-werkervaringsplaats = werkervaringsplaats
word-trajectory_kind-vrijwilligerswerk = vrijwilligerswerk
word-trajectory_kind-opleiding = opleiding
word-trajectory_kind-dagbesteding = dagbesteding

word-trajectory_status-gekozen = gekozen
word-trajectory_status-gestart = gestart
word-trajectory_status-afgerond = afgerond
word-trajectory_status-gestopt = gestopt
word-rhythm-elke_week = elke week
word-rhythm-om_de_week = om de week
word-rhythm-elke_maand = elke maand
word-rhythm-soms = soms

word-relation-partner = partner
word-relation-kind = kind
word-relation-ouder = ouder
word-relation-broer_of_zus = broer of zus
word-relation-familie = familie
word-relation-buur = buur
word-relation-vriend = vriend of vriendin
word-relation-maatje = maatje
word-relation-sleutelpersoon = sleutelpersoon
word-relation-begeleider = begeleider
word-relation-anders = iemand anders

word-lonely-nooit = nooit
word-lonely-soms = soms
word-lonely-vaak = vaak

word-respite-genoeg = ja, genoeg
word-respite-te_weinig = ja, te weinig
word-respite-nee = nee
