package org.followthrough.erasure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.followthrough.web.Page;
import org.followthrough.web.SafeCell;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The report as a table of comma-separated values (RFC 4180): a row for each erasure, and
 * one for each case that went by it. No cell begins like a formula. It is read page by
 * page, however long it is.
 */
@Component
class ErasureCsv {

	static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

	private static final int PAGE = 200;

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
		.setHeader("erasure", "about", "state", "reason", "asked_by", "asked_at", "decided_by", "decided_at",
				"ended_at", "case", "because", "erased_at", "cases", "messages", "files", "mails", "plain_entries",
				"held", "stays")
		.get();

	private final Erasures erasures;

	ErasureCsv(Erasures erasures) {
		this.erasures = erasures;
	}

	void write(OutputStream target) throws IOException {
		CSVPrinter csv = new CSVPrinter(new OutputStreamWriter(target, StandardCharsets.UTF_8), FORMAT);
		for (List<Erasure> page = page(null); !page.isEmpty(); page = page(page.get(page.size() - 1).id())) {
			for (Erasure erasure : page) {
				write(erasure, csv);
			}
		}
		csv.flush();
	}

	private List<Erasure> page(@Nullable Long before) {
		return this.erasures.list(before, PAGE).items();
	}

	private void write(Erasure erasure, CSVPrinter csv) throws IOException {
		csv.printRecord(erasure.id(), erasure.about(), erasure.state().word(), SafeCell.of(erasure.reason()),
				SafeCell.of(erasure.askedBy()), erasure.askedAt(), erasure.decidedBy(), erasure.decidedAt(),
				erasure.endedAt(), null, null, null, erasure.cases(), erasure.messages(), erasure.files(),
				erasure.mails(), null, erasure.held(), SafeCell.of(String.join(" ", erasure.left())));
		Page<ErasedCase> cases = this.erasures.cases(erasure.id(), 0, PAGE);
		while (!cases.items().isEmpty()) {
			for (ErasedCase one : cases.items()) {
				csv.printRecord(erasure.id(), erasure.about(), null, null, null, null, null, null, null, one.number(),
						one.because(), one.erasedAt(), null, one.messages(), one.files(), one.mails(), one.plain(),
						null, null);
			}
			cases = this.erasures.cases(erasure.id(), cases.items().get(cases.items().size() - 1).caseId(), PAGE);
		}
	}

}
