package org.followthrough.signoff;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The phrases that are understood in the answer to a question, in English and German. A
 * clause counts only if it consists of such phrases to its last word, so what isn't here
 * is not understood rather than misunderstood.
 */
final class Phrases {

	/** How well it works; never how often, how far or for whom. */
	private static final String WELL = "(?: (?:now|again|fine|perfectly|great|well|correctly|properly|flawlessly|nicely|"
			+ "completely|as expected|as intended|like a charm|without (?:any )?(?:problems?|issues?|errors?)))*+";

	private static final String GUT = "(?: (?:es|das|alles|jetzt|nun|wieder|super|prima|bestens|perfekt|wunderbar|"
			+ "einwandfrei|tadellos|problemlos|reibungslos|gut|vollständig|wie gewünscht|wie erwartet|ohne probleme))*+";

	private static final String FAULT = "(?:(?:the|my|our|this) )?(?:problem|issue|error|bug|fault)";

	private static final String FEHLER = "(?:(?:das|mein|unser|der) )?(?:problem|fehler)";

	/** A yes that says what it says yes to. */
	static final String SOLVED = oneOf("(?:(?:it|this|that|everything|all)(?: all)?(?: now)? )?works" + WELL,
			"(?:(?:it|everything)(?: is|'s|s) )(?:now )?(?:working|solved|fixed|resolved)" + WELL,
			"(?:it|this|that) (?:is|was|has been) (?:now )?(?:solved|fixed|resolved)" + WELL,
			"(?:it|this|that) (?:did|does|has done) the trick", "(?:this|that) did it",
			"(?:it|this|that)(?: has)? (?:solved|fixed|resolved|cured) (?:it|" + FAULT + ")" + WELL,
			FAULT + "(?: is| was| has been|'s)? (?:now )?(?:solved|fixed|resolved|gone)" + WELL,
			FAULT + " no longer (?:occurs|appears|exists|happens)", "(?:all )?(?:solved|fixed|resolved)" + WELL,
			"all (?:is )?(?:good|fine|well) (?:now|again)",
			"(?:(?:es|das|alles|jetzt|nun)(?: jetzt| nun| wieder)? )?(?:funktioniert|funzt|klappt|läuft)" + GUT,
			"(?:(?:es|das|alles) (?:geht|passt|tut)|(?:geht|passt))(?: (?:es|alles))? (?:jetzt|nun|wieder)" + GUT,
			"(?:jetzt|nun) (?:geht|passt|tut) (?:es|alles|das)" + GUT,
			FEHLER + "(?: ist| wurde)?(?: jetzt| nun| damit| somit)? (?:gelöst|behoben|beseitigt|verschwunden|weg)",
			FEHLER + " (?:besteht nicht mehr|tritt nicht mehr auf)",
			"(?:(?:es|das|alles) )?(?:ist )?(?:jetzt |nun )?(?:gelöst|behoben)",
			"(?:das|es) hat (?:es|" + FEHLER + "|den fehler) (?:gelöst|behoben)");

	/** A yes, to whatever was asked. */
	static final String YES = oneOf("yes(?: indeed)?", "yep", "yeah", "yup", "indeed", "confirmed", "it does(?: now)?",
			"it is(?: now)?", "ja", "jo", "jep", "jup", "jawohl", "tut es");

	/** What may stand beside a yes and takes nothing back. */
	static final String BESIDE = oneOf(thanks(), praise(), wishes(),
			"(?:you can|you may|please|feel free to) close (?:the|this) (?:case|ticket|issue)(?: now)?",
			"(?:i )?(?:can )?(?:hereby )?confirm(?:ing)?(?: that)?", "bestätige(?: hiermit)?(?: dass)?", "done",
			"(?:we|i)(?: have|'ve)? (?:just |now )?(?:updated|installed (?:the|your) (?:update|new version|fix|build))",
			"(?:after|with|since) (?:the|your) (?:update|fix|new version)",
			"(?:wir haben|ich habe|habe|haben) (?:das|ihr|euer) update (?:installiert|eingespielt)",
			"(?:nach|mit|seit) (?:dem|ihrem|eurem) update", "(?:this|that) helped",
			"(?:das|es) hat (?:mir |uns )?geholfen",
			"(?:sie können|bitte|du kannst|ihr könnt) (?:den fall|das ticket|die anfrage)(?: gerne)? (?:schließen|schliessen)",
			"(?:der fall|das ticket) kann geschlossen werden", "all (?:good|fine)", "alles (?:gut|bestens|prima)",
			"passt");

	/** What stands between phrases. */
	static final String AND = oneOf("and", "und", "so", "damit");

	/** A no that says what it says no to. */
	static final Pattern UNSOLVED = Pattern
		.compile("(?:(?:no|nope|but|sorry|sadly|unfortunately|and|nein|aber|leider|" + "und|nope) )*" + unsolved());

	/** A no, to whatever was asked. */
	static final Pattern NO = Pattern.compile("no|nope|nein|nö|nee");

	/** How a mail begins, and whom it greets. */
	static final Pattern GREETING = Pattern
		.compile("(?iu)(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|"
				+ "moin(?: moin)?|servus|grüß gott|grüss gott|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?)"
				+ "(?<whom>(?: [\\p{L}.]+){0,4})");

	/** How a mail ends; what follows in lines of their own is a signature. */
	static final Pattern CLOSING = Pattern.compile(closing());

	/** What takes a yes back or adds to it, if it stands where a signature should. */
	static final Pattern ALARM = Pattern
		.compile("(?iU)\\b(?:not|no|never|but|however|although|still|only|except|unless|"
				+ "until|if|when|error|errors|fail\\w*|crash\\w*|problems?|issues?|bugs?|broken|wrong|slow|unfortunately|sadly|"
				+ "should|could|would|will|can|tomorrow|later|soon|again|ps|also|please|sometimes|mostly|partly|nicht|nichts|"
				+ "kein\\w*|aber|leider|noch|nur|fehler\\w*|problem\\w*|absturz\\w*|stürzt|falsch|trotzdem|allerdings|jedoch|"
				+ "sobald|wenn|falls|morgen|später|bald|teste\\w*|prüfe\\w*|außer|ausser|bis auf|manchmal|teilweise|bitte|nie|"
				+ "können|könnte\\w*|muss|geht|wieder)\\b|n't\\b");

	/** Small words in names, titles and addresses. */
	private static final Set<String> SMALL = Set.of("of", "and", "the", "for", "at", "in", "und", "der", "die", "das",
			"für", "im", "am", "an", "von", "vom", "zu", "bei", "tel", "phone", "mobile", "mobil", "fax", "ext", "mail",
			"web", "support", "team", "all", "there", "everybody", "everyone", "together", "zusammen", "damen",
			"herren", "alle");

	/** Words that name nothing by which somebody would say what works. */
	private static final Set<String> NO_THING = Set.of("the", "and", "not", "does", "doesn't", "with", "from", "after",
			"before", "old", "new", "first", "last", "some", "der", "die", "das", "und", "nicht", "mit", "von", "nach",
			"vor", "alte", "neue", "erste", "letzte", "manche");

	private Phrases() {
	}

	/**
	 * What may stand beside a yes in a certain case: that a thing works that the case is
	 * about, and the customer's name.
	 * @param question what was asked
	 * @return an expression
	 */
	static String besideIn(Question question) {
		String things = either(words(question.subject()).filter((word) -> word.length() > 2)
			.filter((word) -> !NO_THING.contains(word))
			.toList());
		List<String> names = words(question.customer()).flatMap((name) -> List.of(name, name.substring(0, 1)).stream())
			.toList();
		return oneOf(
				"(?:the|our|my) (?:" + things + ") (?:works|runs|is (?:now )?(?:working|complete|fixed|whole))" + WELL,
				"(?:der|die|das|unser|unsere|mein|meine) (?:" + things
						+ ") (?:funktioniert|klappt|läuft|ist(?: jetzt| nun| wieder)* (?:vollständig|in ordnung))"
						+ GUT,
				"(?:der|die|das) (?:" + things + ")(?: jetzt| nun| wieder)* (?:funktioniert|läuft|vollständig ist)",
				either(names));
	}

	/**
	 * Whether a word may stand in a name, a title or an address: all but those in small
	 * letters, of which sentences are made.
	 * @param word the word
	 * @return false for one that says something
	 */
	static boolean isOfNames(String word) {
		String bare = word.replaceAll("(?U)^\\W+|\\W+$", "");
		return bare.isEmpty() || word.matches("\\p{L}\\.") || !Character.isLowerCase(bare.charAt(0))
				|| bare.matches(".*[@./\\d].*") || SMALL.contains(bare);
	}

	private static Stream<String> words(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> !word.isBlank())
			.distinct()
			.limit(40);
	}

	/** Any of some words; of none, nothing that could be written. */
	private static String either(List<String> words) {
		return words.isEmpty() ? "(?!)" : words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
	}

	private static String thanks() {
		String kind = "(?:(?:quick|fast|great|kind|prompt|good|friendly|excellent|swift|speedy) )*+";
		String lieb = "(?:(?:schnelle|rasche|gute|tolle|freundliche|nette|super|prompte) )*+";
		return oneOf(
				"(?:many thanks|thanks|thank (?:you|u)|thx|thank you all|cheers)"
						+ "(?: (?:a lot|so much|very much|again|all|everybody|guys))*+"
						+ "(?: for (?:the|your|all the|all your) " + kind
						+ "(?:help|support|fix|answer|reply|response|solution|work|assistance|effort|efforts))?",
				"much appreciated",
				"(?:vielen(?: lieben)? dank|herzlichen dank|besten dank|lieben dank|tausend dank|dankeschön|danke(?: schön| sehr| vielmals)?|"
						+ "dank schön|merci|vergelt's gott)(?: (?:euch|ihnen|dir|allen|nochmals|nochmal))*+(?: für (?:die|ihre|eure|deine) "
						+ lieb + "(?:hilfe|unterstützung|lösung|antwort|rückmeldung|bearbeitung|mühe))?");
	}

	private static String praise() {
		return oneOf(
				"(?:very |really )?(?:great|good|perfect|excellent|wonderful|brilliant|awesome|fantastic|nice|fast|quick)"
						+ "(?: (?:job|work|support|service|help))?",
				"well done", "(?:sehr )?(?:super|prima|perfekt|toll|klasse|wunderbar|großartig|spitze|schnell)"
						+ "(?: (?:service|support|hilfe|arbeit))?");
	}

	private static String wishes() {
		return oneOf("have a (?:nice|great|good|lovely) (?:day|weekend|evening|week)", closing(),
				"(?:einen )?schöne[ns]? (?:tag|abend|woche|wochenende)(?: noch)?");
	}

	private static String closing() {
		return oneOf("(?:kind|best|warm|with (?:kind|best)|with) regards", "regards", "best(?: wishes)?",
				"all the best", "cheers", "sincerely", "yours(?: sincerely)?", "br", "kr", "mfg", "lg", "vg", "bg",
				"(?:mit )?(?:(?:vielen|freundlichen|besten|lieben|herzlichen|schönen|freundliche|viele|beste|liebe|herzliche|schöne) )?"
						+ "(?:grüßen|grüssen|grüße|grüsse|gruß|gruss)");
	}

	private static String unsolved() {
		String it = "(?:(?:it|this|that|everything|the update) )?";
		String noch = "(?: (?:es|das|so|leider|immer noch|noch immer|noch|weiterhin|nach wie vor|trotzdem|bei uns|bei mir|wieder))*+";
		return oneOf(it + "(?:still )?(?:does not|doesn't|doesnt) work(?: yet| at all| either)?",
				it + "(?:did not|didn't|didnt|does not|doesn't|doesnt) (?:help|solve (?:it|" + FAULT + ")|fix (?:it|"
						+ FAULT + "))(?: at all)?",
				it + "doesn't",
				"(?:it|that|this|" + FAULT + ")(?: is|'s)(?: still)? not (?:yet )?(?:working|solved|fixed|resolved)",
				"(?:it|that|this|" + FAULT + ") isn't (?:working|solved|fixed|resolved)(?: yet)?",
				it + "(?:is |'s )?still (?:broken|not (?:working|solved|fixed)|the same(?: error| problem| issue)?|failing)",
				"it's still (?:broken|not (?:working|solved|fixed)|the same)",
				"still (?:the )?same (?:error|problem|issue)", "no change", "same as before",
				"keine (?:änderung|besserung|veränderung)",
				"not (?:yet|(?:yet )?(?:solved|fixed|working|resolved)(?: yet)?)",
				FAULT + " (?:still )?(?:persists|remains|exists|occurs|is still there)(?: as before)?",
				"(?:es |das )?(?:funktioniert|klappt|geht|läuft|tut)(?:'s)?" + noch + " nicht(?: richtig)?",
				"tut's nicht", FEHLER + " ist" + noch + " nicht (?:gelöst|behoben)", FEHLER + " besteht" + noch,
				FEHLER + " tritt" + noch + " auf", "(?:das|es) hat(?: leider)? nicht geholfen", "(?:noch|leider) nicht",
				"immer noch (?:der|das) (?:gleiche|selbe) (?:fehler|problem)");
	}

	private static String oneOf(String... phrases) {
		return Arrays.stream(phrases).collect(Collectors.joining("|", "(?:", ")"));
	}

}
