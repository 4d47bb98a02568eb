package org.followthrough.desk;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.cases.Cases;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.scan.FileScan;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files that come with messages, over REST.
 */
@RestController
@RequestMapping("/api/v1/cases/{number}/files")
@Tag(name = "Cases")
class FileController {

	private final Cases cases;

	private final CaseDesk desk;

	private final Messages messages;

	private final Uploads uploads;

	private final CheckedFiles files;

	FileController(Cases cases, CaseDesk desk, Messages messages, Uploads uploads, CheckedFiles files) {
		this.cases = cases;
		this.desk = desk;
		this.messages = messages;
		this.uploads = uploads;
		this.files = files;
	}

	@GetMapping
	@Operation(summary = "The files that came with a case's messages, oldest first",
			description = "Their bytes are at files/{id}, unless they are held by the virus scanner.")
	List<FileResource> list(@PathVariable String number) {
		List<Attachment> all = this.messages.attachmentsOf(this.cases.get(number).id());
		Map<Long, FileScan> held = this.files.held(all.stream().map(Attachment::fileId).toList());
		return all.stream().map((file) -> FileResource.of(file, held.get(file.fileId()))).toList();
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@Operation(summary = "Adds files to a case, with words",
			description = "As the customer's (from=customer), who sees them on their page, as a note between "
					+ "ourselves (from=us, the default), or in a message to the customer (from=us, to=customer), whose "
					+ "mail brings them once the virus scanner let them through; nextUpdateAt and laterBecause as for "
					+ "messages. All files are kept, or none.")
	@RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
			schemaProperties = { @SchemaProperty(name = "from", schema = @Schema(type = "string")),
					@SchemaProperty(name = "to", schema = @Schema(type = "string")),
					@SchemaProperty(name = "nextUpdateAt", schema = @Schema(type = "string", format = "date-time")),
					@SchemaProperty(name = "laterBecause", schema = @Schema(type = "string")),
					@SchemaProperty(name = "text", schema = @Schema(type = "string")), @SchemaProperty(name = "files",
							array = @ArraySchema(schema = @Schema(type = "string", format = "binary"))) }))
	ResponseEntity<List<FileResource>> add(@PathVariable String number,
			@Parameter(hidden = true) HttpServletRequest request) {
		Message kept = this.uploads.form(request, (form) -> {
			if (form.files().isEmpty()) {
				throw new Invalid("files", "Choose a file first.");
			}
			if (isFromCustomer(form.field("from"))) {
				return this.desk.enclose(number, form.field("text"), true, form.files());
			}
			return isToCustomer(form.field("to")) ? send(number, form)
					: this.desk.enclose(number, form.field("text"), false, form.files());
		});
		return ResponseEntity.status(201)
			.body(list(number).stream().filter((file) -> file.message() == kept.id()).toList());
	}

	private Message send(String number, Uploads.Form form) {
		String next = form.field("nextUpdateAt");
		try {
			return this.desk.write(number, form.field("text"), false, next.isEmpty() ? null : Instant.parse(next),
					form.field("laterBecause"), form.files());
		}
		catch (DateTimeParseException ex) {
			throw new Invalid("nextUpdateAt", "A moment is written such as 2026-11-30T09:00:00Z.");
		}
	}

	private static boolean isToCustomer(String to) {
		return switch (to) {
			case "", "us" -> false;
			case "customer" -> true;
			default -> throw new Invalid("to", "What we write goes to the customer or to us.");
		};
	}

	private static boolean isFromCustomer(String from) {
		return switch (from) {
			case "", "us" -> false;
			case "customer" -> true;
			default -> throw new Invalid("from", "Files are from the customer or from us.");
		};
	}

	/**
	 * A file.
	 *
	 * @param id its row
	 * @param message the message that it came with
	 * @param name made safe
	 * @param declaredType what its sender says it is
	 * @param foundType what its bytes say it is; null for files of before this was looked
	 * at
	 * @param size in bytes
	 * @param held why nobody gets it; null if everybody does
	 * @param virus what was found in it; null for nothing
	 */
	record FileResource(long id, long message, String name, String declaredType, @Nullable String foundType, long size,
			@Nullable String held, @Nullable String virus) {

		static FileResource of(Attachment file, @Nullable FileScan scan) {
			return new FileResource(file.id(), file.messageId(), file.name(), file.mediaType(), file.foundType(),
					file.size(), Optional.ofNullable(scan).map(FileScan::words).orElse(null),
					Optional.ofNullable(scan).map(FileScan::virus).orElse(null));
		}

	}

}
