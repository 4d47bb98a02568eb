package org.followthrough.studio;

import java.util.List;

import org.followthrough.identity.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The drafts that wait for whoever looks at a page: to be approved, or because they came
 * back. Every page tells managers how many those are.
 */
@Component
public class DraftsAtHand {

	private static final Logger log = LoggerFactory.getLogger(DraftsAtHand.class);

	private static final int MOST = 100;

	private final DraftMapper rows;

	DraftsAtHand(DraftMapper rows) {
		this.rows = rows;
	}

	/**
	 * Which drafts need the reader.
	 * @return their numbers, 100 at the most
	 */
	public List<Long> ids() {
		return this.rows.atHand(Actor.current().id(), MOST);
	}

	/**
	 * How many drafts need the reader.
	 * @return the number; none when nobody can tell, since a page that reports a problem
	 * has to be shown all the same
	 */
	public int number() {
		try {
			return ids().size();
		}
		catch (DataAccessException ex) {
			log.warn("Drafts that need somebody could not be counted", ex);
			return 0;
		}
	}

}
