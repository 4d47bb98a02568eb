package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * How a mail looks: its HTML with its own pictures in their places, those from elsewhere
 * counted and left out until somebody asks for them, and what it quotes folded. Whatever
 * is made here goes through {@link SafeHtml} at last.
 */
final class MailLooks {

	/**
	 * More than that no reader misses; and none has us ask the world a thousand times.
	 */
	private static final int MOST_REMOTE = 100;

	private static final int LONGEST_ADDRESS = 4000;

	private static final int DEEPEST = 200;

	/** What the mail programs put around what they quote. */
	private static final String QUOTES = "blockquote[type=cite], .gmail_quote, .yahoo_quoted, .protonmail_quote, "
			+ ".moz-forward-container, .zmail_extra, blockquote.gmail_quote";

	/** What they put before it: all that follows is quoted. */
	private static final String BEGINNINGS = "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container, "
			+ ".moz-cite-prefix, div[style*=border-top:solid #E1E1E1], div[style*=border-top:solid #B5C4DF]";

	private static final String SIGNATURES = ".gmail_signature, .moz-signature, #Signature, .protonmail_signature_block, "
			+ "#ms-outlook-mobile-signature";

	private final List<String> remote = new ArrayList<>();

	private final Map<String, Long> pictures;

	private final boolean asked;

	private final Folds folds;

	private MailLooks(Map<String, Long> pictures, boolean asked, Folds folds) {
		this.pictures = pictures;
		this.asked = asked;
		this.folds = folds;
	}

	/**
	 * How a mail looks.
	 * @param parts its HTML as it came, part by part
	 * @param files what came with it
	 * @param asked whether somebody asked for pictures from elsewhere
	 * @param folds what that which is folded is called
	 * @return HTML that can be shown, whose pictures are at {@code inline/} the file's
	 * row and at {@code remote/} their place among those from elsewhere
	 */
	static Shown of(List<String> parts, List<Attachment> files, boolean asked, Folds folds) {
		MailLooks looks = new MailLooks(files.stream()
			.filter((file) -> file.contentId() != null && file.isPicture())
			.collect(Collectors.toMap((file) -> String.valueOf(file.contentId()), Attachment::id,
					(first, second) -> first)),
				asked, folds);
		String html = parts.stream().map(looks::shown).collect(Collectors.joining("\n<hr>\n"));
		return new Shown(html, List.copyOf(looks.remote));
	}

	private String shown(String html) {
		Document page = Jsoup.parse(html);
		page.outputSettings().prettyPrint(false);
		page.select(
				"script, style, template, noscript, object, applet, iframe, frameset, svg, math, title, noembed, noframes")
			.remove();
		// What browsers show as it is written would be read as elements by what comes
		// after.
		page.select("xmp, plaintext, textarea, listing")
			.forEach((words) -> words.replaceWith(new Element("pre").appendText(words.wholeText())));
		if (isTooDeep(page)) {
			return SafeHtml.of(escaped(HtmlText.of(html)));
		}
		page.getElementsByAttribute("style")
			.stream()
			.filter((element) -> SafeHtml.hides(element.attr("style")))
			.forEach(Node::remove);
		page.select("img").forEach(this::picture);
		page.select("a").forEach(MailLooks::link);
		fold(page.body());
		return SafeHtml.of(page.body().html());
	}

	private static String escaped(String words) {
		return new Element("pre").appendText(words).outerHtml();
	}

	private static boolean isTooDeep(Document page) {
		return NodeTraversor.filter(
				(node, depth) -> (depth > DEEPEST) ? NodeFilter.FilterResult.STOP : NodeFilter.FilterResult.CONTINUE,
				page) == NodeFilter.FilterResult.STOP;
	}

	private void picture(Element picture) {
		String source = picture.attr("src").strip();
		String lower = source.toLowerCase(Locale.ROOT);
		picture.attr("alt", picture.attr("alt"));
		if (lower.startsWith("cid:")) {
			Long file = this.pictures.get(source.substring(4));
			replaceUnless(file != null, picture, "inline/" + file);
		}
		else if (lower.startsWith("http:") || lower.startsWith("https:") || lower.startsWith("//")) {
			fromElsewhere(picture, lower.startsWith("//") ? "https:" + source : source);
		}
		else {
			replaceUnless(SafeHtml.isWithin(source), picture, source);
		}
	}

	/** Pictures of one point are there to tell that somebody reads. */
	private void fromElsewhere(Element picture, String address) {
		if (isPoint(picture.attr("width")) || isPoint(picture.attr("height")) || address.length() > LONGEST_ADDRESS
				|| this.remote.size() >= MOST_REMOTE) {
			replaceUnless(false, picture, "");
			return;
		}
		this.remote.add(address);
		replaceUnless(this.asked, picture, "remote/" + (this.remote.size() - 1));
	}

	private static boolean isPoint(String measure) {
		return measure.strip().matches("[01](?:px)?");
	}

	/** What isn't shown is told by its words. */
	private static void replaceUnless(boolean shown, Element picture, String source) {
		if (shown) {
			picture.attr("src", source);
		}
		else if (picture.attr("alt").isBlank()) {
			picture.remove();
		}
		else {
			picture.replaceWith(new TextNode("[" + picture.attr("alt").strip() + "]"));
		}
	}

	/** A link that nobody can see leads nobody anywhere. */
	private static void link(Element link) {
		if (link.text().isBlank() && link.select("img").isEmpty()) {
			link.unwrap();
		}
	}

	private void fold(Element body) {
		Element folded = body.clone();
		wrap(folded.select(QUOTES), this.folds.quoted());
		for (Element beginning : folded.select(BEGINNINGS)) {
			wrap(fromHereOn(beginning), this.folds.quoted());
		}
		wrap(folded.select(SIGNATURES), this.folds.signature());
		Element rest = folded.clone();
		rest.select("details.folded").remove();
		if (!rest.text().isBlank() || !rest.select("img").isEmpty()) {
			body.empty();
			List.copyOf(folded.childNodes()).forEach(body::appendChild);
		}
	}

	/** Each on its own, unless it is folded already. */
	private static void wrap(Elements found, String called) {
		found.stream().filter((element) -> !isFolded(element)).forEach((element) -> wrap(List.of(element), called));
	}

	private static void wrap(List<Node> nodes, String called) {
		if (nodes.isEmpty() || nodes.stream().allMatch(MailLooks::isFolded)) {
			return;
		}
		Element details = new Element("details").addClass("folded");
		details.appendElement("summary").text(called);
		nodes.get(0).before(details);
		nodes.forEach(details::appendChild);
	}

	private static boolean isFolded(Node node) {
		for (Node at = node; at != null; at = at.parent()) {
			if (at instanceof Element element && element.hasClass("folded")) {
				return true;
			}
		}
		return false;
	}

	/** Some programs put the beginning into a box of its own. */
	private static List<Node> fromHereOn(Element beginning) {
		Element at = beginning;
		while (at.nextSibling() == null && at.parent() != null && !"body".equals(at.parent().normalName())) {
			at = at.parent();
		}
		List<Node> all = new ArrayList<>();
		for (Node node = at; node != null; node = node.nextSibling()) {
			all.add(node);
		}
		return all;
	}

	/**
	 * What is folded, in the reader's language.
	 *
	 * @param quoted what somebody wrote before
	 * @param signature what stands below each of their mails
	 */
	record Folds(String quoted, String signature) {
	}

	/**
	 * HTML to be shown.
	 *
	 * @param html made safe
	 * @param remote the addresses of its pictures from elsewhere, in their order
	 */
	record Shown(String html, List<String> remote) {

		Optional<String> remote(int place) {
			return (place >= 0 && place < this.remote.size()) ? Optional.of(this.remote.get(place)) : Optional.empty();
		}

	}

}
