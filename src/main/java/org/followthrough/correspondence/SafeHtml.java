package org.followthrough.correspondence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.owasp.html.ElementPolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Lets through of HTML what shows words and can do nothing: elements, attributes and
 * styles that are on the list, and nothing else. It is the last to touch what goes to a
 * browser, so that nothing that comes before it need be trusted.
 */
final class SafeHtml {

	private static final String[] ELEMENTS = { "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big",
			"blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn",
			"div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
			"header", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section",
			"small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
			"thead", "time", "tr", "tt", "u", "ul", "var", "wbr" };

	/** What may be empty or have no attributes and still be of use. */
	private static final String[] BARE = { "a", "font", "span" };

	private static final String[] CELLS = { "table", "tr", "td", "th", "col", "colgroup", "thead", "tbody", "tfoot",
			"img", "hr", "div", "p" };

	/** Only what we put there leads anywhere: see {@link MailLooks}. */
	private static final Pattern PICTURE = Pattern
		.compile("(?:inline|remote)/\\d{1,19}|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*+");

	private static final Pattern LINK = Pattern.compile("(?is)(?:https?://|mailto:|tel:).*");

	private static final Pattern MEASURE = Pattern.compile("\\d{1,5}(?:\\.\\d{1,3})?%?");

	private static final Pattern COLOR = Pattern.compile("#?[A-Za-z0-9]{1,30}");

	private static final Pattern FACE = Pattern.compile("[\\w, -]{1,200}");

	private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,20}");

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,6}");

	private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1,35}");

	private static final PolicyFactory LIST = policy();

	private SafeHtml() {
	}

	private static PolicyFactory policy() {
		ElementPolicy opensElsewhere = new ElementPolicy() {
			@Override
			public String apply(String name, List<String> attributes) {
				attributes.addAll(List.of("target", "_blank"));
				return name;
			}
		};
		return new HtmlPolicyBuilder().allowElements(ELEMENTS)
			.allowElements(opensElsewhere, "a")
			.allowWithoutAttributes(BARE)
			.allowUrlProtocols("http", "https", "mailto", "tel", "data")
			.allowAttributes("href")
			.matching(LINK)
			.onElements("a")
			.requireRelsOnLinks("noopener", "noreferrer", "nofollow")
			.allowAttributes("src")
			.matching(PICTURE)
			.onElements("img")
			.allowAttributes("alt")
			.onElements("img")
			.allowAttributes("title")
			.globally()
			.allowAttributes("dir")
			.matching(true, "ltr", "rtl", "auto")
			.globally()
			.allowAttributes("lang")
			.matching(LANGUAGE)
			.globally()
			.allowAttributes("align", "valign")
			.matching(WORD)
			.onElements(CELLS)
			.allowAttributes("width", "height", "border", "cellpadding", "cellspacing", "hspace", "vspace")
			.matching(MEASURE)
			.onElements(CELLS)
			.allowAttributes("colspan", "rowspan", "span")
			.matching(NUMBER)
			.onElements("td", "th", "col", "colgroup")
			.allowAttributes("bgcolor")
			.matching(COLOR)
			.onElements("table", "tr", "td", "th")
			.allowAttributes("color")
			.matching(COLOR)
			.onElements("font", "hr")
			.allowAttributes("face")
			.matching(FACE)
			.onElements("font")
			.allowAttributes("size")
			.matching(NUMBER)
			.onElements("font", "hr")
			.allowAttributes("start", "value")
			.matching(NUMBER)
			.onElements("ol", "li")
			.allowAttributes("type")
			.matching(WORD)
			.onElements("ol", "ul", "li")
			.allowStyling()
			.toFactory();
	}

	/**
	 * What of some HTML may be shown.
	 * @param html any text
	 * @return HTML of which nothing runs, loads or leads anywhere by itself
	 */
	static String of(String html) {
		return LIST.sanitize(html);
	}

	/**
	 * Whether an address is that of a picture that comes with the HTML itself.
	 */
	static boolean isWithin(String address) {
		return address.startsWith("data:") && PICTURE.matcher(address).matches();
	}

	/**
	 * Whether a style hides its element from who reads the mail.
	 */
	static boolean hides(@Nullable String style) {
		String bare = Optional.ofNullable(style).orElse("").toLowerCase(Locale.ROOT).replaceAll("\\s", "");
		return Stream.of(bare.split(";"))
			.anyMatch(Arrays.asList("display:none", "mso-hide:all", "visibility:hidden",
					"display:none!important")::contains);
	}

}
