package org.followthrough.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.followthrough.audit.Audit;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;

import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * The history of a case as a PDF: tagged, so that it can be read aloud, and with its own
 * letters. That somebody took it along is itself an entry.
 */
@Component
class HistoryPdf {

	/** As many entries as a document holds; it says so when there are more. */
	static final int MOST = 2000;

	/**
	 * Latin, Greek, Cyrillic and Hebrew letters; comes with the library that writes the
	 * file.
	 */
	private static final String LETTERS = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

	private static final String MOMENT = "d MMM yyyy, HH:mm:ss.SSS";

	private final CaseHistory history;

	private final Customers customers;

	private final Teller teller;

	private final ITemplateEngine templates;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	HistoryPdf(CaseHistory history, Customers customers, Teller teller, ITemplateEngine templates, Audit audit,
			Transactions transactions, Clock clock) {
		this.history = history;
		this.customers = customers;
		this.teller = teller;
		this.templates = templates;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Writes a case's history.
	 * @param number the case
	 * @param filter which entries
	 * @param after the place after which to start; 0 for the beginning
	 * @param zone the reader's zone, in which times stand beside UTC
	 * @return the file
	 */
	byte[] of(String number, HistoryFilter filter, int after, ZoneId zone) {
		CaseHistory.Told told = this.history.read(number, filter, after, MOST);
		Context page = new Context(Locale.ENGLISH);
		page.setVariable("told", told);
		page.setVariable("case", told.of());
		page.setVariable("customer", this.customers.get(told.of().customerId()));
		page.setVariable("promises", told.facts().promises().stream().map(this.teller::told).toList());
		page.setVariable("filter", filter);
		page.setVariable("after", after);
		page.setVariable("zone", zone.getId());
		page.setVariable("times", new Times(zone));
		page.setVariable("madeAt", this.clock.instant());
		byte[] file = render(this.templates.process("history/document", page));
		this.transactions.retrying(() -> {
			this.audit.record(number, "case.exported", Map.of("format", "PDF", "entries", told.entries().size()));
			return true;
		});
		return file;
	}

	private static byte[] render(String html) {
		try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
			PdfRendererBuilder builder = new PdfRendererBuilder();
			builder.withW3cDocument(new W3CDom().fromJsoup(Jsoup.parse(html)), null);
			// Nothing is fetched, whatever a document names.
			builder.useUriResolver((base, address) -> null);
			builder.useFont(HistoryPdf::letters, "Letters");
			builder.usePdfUaAccessibility(true);
			builder.withProducer("Followthrough");
			builder.toStream(file);
			builder.run();
			return file.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream letters() {
		return Objects.requireNonNull(PDFont.class.getResourceAsStream(LETTERS));
	}

	/**
	 * Moments as the document writes them.
	 */
	record Times(ZoneId zone) {

		/**
		 * A moment in UTC.
		 * @param moment the moment
		 * @return to the millisecond
		 */
		public String utc(Instant moment) {
			return DateTimeFormatter.ofPattern(MOMENT, Locale.ENGLISH).withZone(ZoneOffset.UTC).format(moment);
		}

		/**
		 * A moment in the reader's zone.
		 * @param moment the moment
		 * @return to the millisecond
		 */
		public String local(Instant moment) {
			return DateTimeFormatter.ofPattern(MOMENT, Locale.ENGLISH).withZone(this.zone).format(moment);
		}

	}

}
