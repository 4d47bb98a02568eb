package org.followthrough.correspondence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files that are sent to customers: their mail brings them, and their page shows them.
 */
@FollowthroughTest
class FilesToCustomersTests {

	private static final byte[] PICTURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1, 2, 3 };

	private static final String LOG = "tray 2 is empty\nÜberlauf\n";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Messages messages;

	@Autowired
	private AttachmentSettings limits;

	@Autowired
	private Post post;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.promises.allKept();
	}

	@Test
	void anAgentsMailBringsTheFilesOfThePageAndTheCustomerFindsThemOnTheirs() throws Exception {
		SupportCase about = investigated();
		String page = new SignedInPerson(this.api, "agent1").uploads("/cases/" + about.number(),
				"/cases/" + about.number() + "/messages",
				new org.followthrough.testing.Multipart().field("visibility", "public")
					.field("text", "Please follow the picture.")
					.file("files", "C:\\Users\\agent1\\Übersicht?.png", "text/html", PICTURE)
					.file("files", "log.txt", "text/plain", LOG.getBytes(StandardCharsets.UTF_8)));
		assertThat(page).contains("Your message is on its way.", "Übersicht_.png", "log.txt");
		MimeMessage mail = this.post.await(this.customer.address(about), "Please follow the picture.");
		assertThat(Post.text(mail)).contains("Please follow the picture.", "You will hear from us again by");
		Multipart parts = (Multipart) mail.getContent();
		assertThat(parts.getCount()).isEqualTo(3);
		assertThat(((Multipart) parts.getBodyPart(0).getContent()).getCount()).isEqualTo(2);
		assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Übersicht_.png");
		assertThat(parts.getBodyPart(1).getContentType()).startsWith("image/png");
		assertThat(bytes(parts.getBodyPart(1))).isEqualTo(PICTURE);
		assertThat(parts.getBodyPart(2).getDisposition()).isEqualTo("attachment");
		assertThat(bytes(parts.getBodyPart(2))).isEqualTo(LOG.getBytes(StandardCharsets.UTF_8));
		this.worker.awaitDelivery(about);
		assertThat(this.customer.opens(this.customer.freshLink(about)).page().text()).contains("Übersicht_.png");
		assertThat(this.api.promiseStates(about)).containsExactly("kept", "kept", "running");
	}

	@Test
	void whatIsUnfitSendsNothingAndLosesNoWord() {
		SupportCase about = investigated();
		int before = this.messages.ofCase(about.id()).size();
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		org.followthrough.testing.Multipart many = new org.followthrough.testing.Multipart()
			.field("visibility", "public")
			.field("text", "Too much of it.");
		for (int i = 0; i <= this.limits.most(); i++) {
			many.file("files", i + ".txt", "text/plain", new byte[] { 'x' });
		}
		String path = "/cases/" + about.number();
		assertThat(agent.uploads(path, path + "/messages", many)).contains("files at the most", "Too much of it.");
		assertThat(
				agent.uploads(path, path + "/messages",
						new org.followthrough.testing.Multipart().field("text", "An empty one.")
							.file("files", "none.txt", "text/plain", new byte[0])))
			.contains("is empty", "An empty one.");
		assertThat(this.messages.ofCase(about.id())).hasSize(before);
		assertThat(this.messages.attachmentsOf(about.id())).isEmpty();
	}

	@Test
	void filesGoToTheCustomerOverRestAndAreANoteUnlessThatIsSaid() throws Exception {
		SupportCase about = investigated();
		HttpResponse<String> sent = sends(about,
				new org.followthrough.testing.Multipart().field("to", "customer")
					.field("text", "The file that you asked for.")
					.file("files", "list.csv", "text/csv", "a,b".getBytes(StandardCharsets.UTF_8)));
		assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
		long message = new ObjectMapper().readTree(sent.body()).get(0).get("message").asLong();
		assertThat(this.messages.find(message).orElseThrow().isPublic()).isTrue();
		MimeMessage mail = this.post.await(this.customer.address(about), "The file that you asked for.");
		assertThat(((Multipart) mail.getContent()).getBodyPart(1).getFileName()).isEqualTo("list.csv");
		for (List<String> wrong : List.of(List.of("to", "everybody"), List.of("nextUpdateAt", "tomorrow"))) {
			HttpResponse<String> refused = sends(about,
					new org.followthrough.testing.Multipart().field(wrong.get(0), wrong.get(1))
						.field("to", "customer")
						.field("text", "Words")
						.file("files", "a.txt", "text/plain", new byte[] { 'x' }));
			assertThat(refused.statusCode()).as(wrong.toString()).isEqualTo(422);
			assertThat(refused.body()).contains(wrong.get(0));
		}
		sends(about, new org.followthrough.testing.Multipart().field("text", "Between ourselves.")
			.file("files", "note.txt", "text/plain", new byte[] { 'x' }));
		this.worker.awaitDelivery(about);
		assertThat(this.customer.opens(this.customer.freshLink(about)).page().text()).contains("list.csv")
			.doesNotContain("note.txt");
	}

	private SupportCase investigated() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		return open;
	}

	private HttpResponse<String> sends(SupportCase about, org.followthrough.testing.Multipart form) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.api.address("/api/v1/cases/" + about.number() + "/files")))
				.header("Content-Type", form.type())
				.header("Authorization", Api.basic("agent1"))
				.POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static byte[] bytes(BodyPart part) throws Exception {
		try {
			return part.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
