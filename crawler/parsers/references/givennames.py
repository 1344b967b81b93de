"""Common given names of many languages: data. Names that are also towns, months or plain words are left out."""

from crawler.parsers.references.words import word_set

GIVEN_NAMES = word_set("""aaron abby abdul abigail adam adrian adriana agnes ahmed aisha alan albert alberto alejandro alex alexander alexandra alexis alfred
    alice alicia alison allan allen allison alyssa amanda amber amelia amir amy ana andrea andreas andrew andy angela angelina anita ann anna anne annette
    annie anthony antoine antonio ariel arjun arnold arthur ashley astrid audrey barbara ben benjamin bernard bernd beth betty bill birgit björn bob bonnie brad
    bradley brandon brenda brendan brian bridget bruce bryan caitlin cameron camille carl carla carlos carmen carol caroline carolyn catherine cathy cecilia
    charles charlie chloé chris christina christine christoph christophe christopher cindy claire clara claude claudia colin connie corinne craig cristina
    cynthia dan daniel daniela danielle danny daphne darren dave david dawn debbie deborah debra denis denise dennis derek diana diane diego dieter dmitri
    donald donna doris dorothy doug douglas duncan dylan ed eddie edith eduardo edward edwin eileen elaine eleanor elena eli elisabeth elise elizabeth ella
    ellen emily emma emmanuel enrique eric erica erik erika erin ernest esther ethan eugene eva evan evelyn fatima federico felix fernando fiona françois
    françoise frank franz fred frederick friedrich gabriel gabriela gail gary geoff geoffrey george gerald gerard gerd gerhard gillian gina giovanni giulia
    gloria gordon graham greg gregory gudrun guillaume gustavo hannah hans harold harriet harry hassan heather hector heidi heike heinrich heinz helen helena
    helga henri henry herbert hiroshi holly horst howard hugh hugo ian ibrahim ida igor ines ingrid irene isaac isabel isabelle ivan jack jackie jacob
    jacqueline jacques jake james jamie jan jane janet janice jason javier jay jean jeff jeffrey jen jennifer jenny jeremy jerome jerry jesse jessica jill jim
    jimmy joan joanna joanne joe joel johan johann johanna johannes john johnny jon jonas jonathan jorge josé joseph josef joshua joyce juan juana judith judy jules
    julia julian julie jürgen justin karen karin karl kate katharina katherine kathleen kathryn kathy katie katrin keiko keith kelly ken kenneth kenji kerry kevin
    kim kirsten klaus kristen kristin kristina kurt kyle larry lars laura lauren laurence laurent lawrence leah lena leo leon leonard leslie lily linda lindsay
    lisa liz lois lorenzo lori louis louise lucas lucia lucy luigi luis luke lydia lynn magdalena malcolm manfred manuel marc marcel marcia marco marcus
    margaret margarita maria marianne marie marilyn mario marion marjorie markus martha martin martina mary mateo mathieu matt matteo matthew matthias maureen
    max megan mei mehmet melanie melissa mercedes mia michael michel michele michelle miguel mike milton miriam mohamed mohammad mohammed monica monika monique
    muhammad murray nadia nancy naomi natalia natalie natasha nathan nathalie neil nicholas nick nicola nicolas nicole nigel nikolai nina noah nora norman
    olga oliver olivia olivier omar oscar otto pablo pam pamela patricia patrick paul paula paulo pauline pedro peggy penny pete peter petra phil philip
    philippe phillip phyllis pierre priya rachel rafael rainer rajesh ralf ralph ramón randy raphael raquel raúl ray raymond rebecca regina renate rené
    ricardo richard rick rita rob robert roberta roberto robin rodney roger roland ron ronald rosa rosemary roy rudolf russell ruth ryan sabine sally sam
    samantha samuel sandra sanjay sara sarah scott sean sebastian sergei sergio shannon sharon shaun sheila shirley silvia simon simone sofia sonia sophia
    sophie stacey stefan stefanie stephan stephanie stephen steve steven stewart stuart sue susan susanne suzanne sven svetlana sylvia tamara tammy tanya tara
    ted teresa terry thérèse theodore theresa thomas tiffany tim timothy tina todd tom tomás tommy tony tracey tracy travis trevor udo ulrich ulrike ursula
    uwe valerie vanessa vera vernon veronica vicki vijay vincent vivian vladimir volker walter wanda wayne wendy werner wilhelm william winston wolfgang yasmin
    yolanda yoko yuki yusuf yvonne zachary zoe aroha hemi hine hohepa hone ihaia kahu kiri manaia mere moana ngaire niko pania pita rangi rawiri rewi tama tane
    tamati wiremu whina chidi chinua kofi kwame ngozi oluwaseun thabo""")  # fmt: skip
"""In lower case."""
