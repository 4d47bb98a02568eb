package org.followthrough.studio;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What managers say about drafts, element by element. Whoever comments has no hand in the
 * draft by that.
 */
@Component
public class DraftComments {

	private static final int MOST = 500;

	private static final int LONGEST_PLACE = 120;

	private final CommentMapper comments;

	private final Drafts drafts;

	private final Audit audit;

	private final Clock clock;

	DraftComments(CommentMapper comments, Drafts drafts, Audit audit, Clock clock) {
		this.comments = comments;
		this.drafts = drafts;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * What was said about a draft.
	 * @param draft its number
	 * @return in order, settled or not
	 */
	@Transactional(readOnly = true)
	public List<DraftComment> of(long draft) {
		return this.comments.of(draft, MOST);
	}

	/**
	 * Says something.
	 * @param draft the draft
	 * @param file the file that it is about; empty for the draft
	 * @param element the element in it; empty for the file
	 * @param words what to say
	 * @return all that was said
	 */
	public List<DraftComment> add(long draft, String file, String element, String words) {
		String said = Drafts.reason("words", words);
		if (said.isEmpty()) {
			throw new Invalid("words", "Say something.");
		}
		if (file.length() > LONGEST_PLACE || element.length() > LONGEST_PLACE) {
			throw new Invalid("element", "There is no such element.");
		}
		return this.drafts.changing(() -> {
			Draft about = this.drafts.locked(draft);
			if (!about.state().isOpen()) {
				throw new NotNow("This draft is done with. Begin another one.");
			}
			if (this.comments.count(draft) >= MOST) {
				throw new NotNow("A draft holds up to " + MOST + " comments. Talk to each other.");
			}
			this.comments.insert(draft, file, element, said, Actor.current().id(), this.clock.instant());
			this.audit.record(Audit.SYSTEM, "draft.commented",
					Map.of("draft", draft, "title", about.title(), "file", file, "element", element, "words", said));
			return of(draft);
		});
	}

	/**
	 * Says that a comment is settled.
	 * @param draft the draft
	 * @param id the comment
	 * @return all that was said
	 */
	public List<DraftComment> resolve(long draft, long id) {
		return this.drafts.changing(() -> {
			Draft about = this.drafts.locked(draft);
			DraftComment comment = of(draft).stream()
				.filter((one) -> one.id() == id)
				.findFirst()
				.orElseThrow(() -> new Unknown("comment"));
			if (this.comments.resolve(draft, id, Actor.current().id(), this.clock.instant()) == 1) {
				this.audit.record(Audit.SYSTEM, "draft.comment-settled",
						Map.of("draft", draft, "title", about.title(), "words", comment.words()));
			}
			return of(draft);
		});
	}

}
