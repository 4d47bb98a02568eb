package org.followthrough.audit;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the audit tables. Entries are only ever inserted.
 */
@Mapper
interface AuditMapper {

	/** The person's secret is read without a lock: many cases share it. */
	String LOCKED = """
			SELECT s.stream, s.seq, s.hash, s.person, s.salt, s.erased_at,
			  (SELECT k.secret FROM person_key k WHERE k.person = s.person) AS secret FROM audit_stream s
			""";

	@Select(LOCKED + "WHERE s.stream = #{stream} FOR UPDATE")
	@Nullable LockedHead lockHead(String stream);

	@Select("""
			<script>
			""" + LOCKED + """
			WHERE s.stream IN
			<foreach collection="streams" item="stream" open="(" separator="," close=")">#{stream}</foreach>
			ORDER BY s.stream FOR UPDATE
			</script>
			""")
	List<LockedHead> lockHeads(@Param("streams") List<String> streams);

	@Select("SELECT stream, seq, hash FROM audit_stream WHERE stream = #{stream}")
	@Nullable End end(String stream);

	@Insert("""
			INSERT INTO audit_stream (stream, seq, hash, person, salt)
			VALUES (#{head.stream}, #{head.seq}, #{head.hash}, #{person}, #{salt})
			""")
	void insertHead(@Param("head") Head head, @Param("person") @Nullable Long person,
			@Param("salt") byte @Nullable [] salt);

	/**
	 * Moves the end of a stream on, if it still is where it was seen.
	 */
	@Update("""
			UPDATE audit_stream SET seq = #{to.seq}, hash = #{to.hash}
			WHERE stream = #{to.stream} AND seq = #{from.seq} AND hash = #{from.hash}
			""")
	int moveHead(@Param("from") Head from, @Param("to") Head to);

	/**
	 * Moves the ends of streams on that this transaction has locked.
	 */
	@Insert("""
			<script>
			INSERT INTO audit_stream (stream, seq, hash) VALUES
			<foreach collection="heads" item="head" separator=",">(#{head.stream}, #{head.seq}, #{head.hash})</foreach>
			ON DUPLICATE KEY UPDATE seq = VALUES(seq), hash = VALUES(hash)
			</script>
			""")
	void moveLockedHeads(@Param("heads") List<Head> heads);

	@Insert("""
			<script>
			INSERT INTO audit_entry (stream, seq, content, hash) VALUES
			<foreach collection="rows" item="row" separator=",">
			  (#{row.stream}, #{row.seq}, #{row.content}, #{row.hash})
			</foreach>
			</script>
			""")
	void insert(@Param("rows") List<Row> rows);

	@Select("""
			SELECT stream, seq, content, hash FROM audit_entry
			WHERE stream = #{stream} AND seq > #{afterSeq} ORDER BY seq LIMIT #{limit}
			""")
	List<Row> page(@Param("stream") String stream, @Param("afterSeq") int afterSeq, @Param("limit") int limit);

	/**
	 * The entries of a stream but for one action, which a page for everybody doesn't
	 * tell.
	 */
	@Select("""
			SELECT stream, seq, content, hash FROM audit_entry
			WHERE stream = #{stream} AND seq > #{afterSeq} AND action != #{but} ORDER BY seq LIMIT #{limit}
			""")
	List<Row> pageBut(@Param("stream") String stream, @Param("but") String but, @Param("afterSeq") int afterSeq,
			@Param("limit") int limit);

	/**
	 * The end of a stream, and what entries that follow are sealed with; without a seal
	 * where it is about nobody.
	 */
	record Head(String stream, int seq, byte[] hash, @Nullable Seal seal) {

		Head after(List<Row> rows) {
			Row last = rows.get(rows.size() - 1);
			return new Head(last.stream(), last.seq(), last.hash(), this.seal);
		}

	}

	/**
	 * The end of a stream as it is stored, with what its seal is made of.
	 */
	record LockedHead(String stream, int seq, byte[] hash, @Nullable Long person, byte @Nullable [] salt,
			@Nullable Instant erasedAt, byte @Nullable [] secret) {
	}

	/**
	 * Where a stream ends.
	 */
	record End(String stream, int seq, byte[] hash) {
	}

	/**
	 * An entry as stored.
	 */
	record Row(String stream, int seq, String content, byte[] hash) {
	}

}
