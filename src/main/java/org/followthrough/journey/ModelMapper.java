package org.followthrough.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads what is published.
 */
@Mapper
interface ModelMapper {

	String VERSIONS = """
			SELECT 'DIAGRAM' AS kind, d.KEY_ AS model_key, d.NAME_ AS name, d.VERSION_ AS version,
			  p.DEPLOY_TIME_ AS published_at, p.SOURCE_ AS source, p.ID_ AS deployment, w.author, w.approver, w.why,
			  b.BYTES_ AS content
			FROM ACT_RE_PROCDEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			LEFT JOIN publication w ON w.deployment = p.ID_
			JOIN ACT_GE_BYTEARRAY b ON b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ AND b.NAME_ = d.RESOURCE_NAME_
			UNION ALL
			SELECT 'DECISION', d.KEY_, d.NAME_, d.VERSION_, p.DEPLOY_TIME_, p.SOURCE_, p.ID_,
			  w.author, w.approver, w.why, b.BYTES_
			FROM ACT_RE_DECISION_DEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			LEFT JOIN publication w ON w.deployment = p.ID_
			JOIN ACT_GE_BYTEARRAY b ON b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ AND b.NAME_ = d.RESOURCE_NAME_
			UNION ALL
			SELECT 'FORM', d.KEY_, NULL, d.VERSION_, p.DEPLOY_TIME_, p.SOURCE_, p.ID_,
			  w.author, w.approver, w.why, b.BYTES_
			FROM ACT_RE_CAMFORMDEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			LEFT JOIN publication w ON w.deployment = p.ID_
			JOIN ACT_GE_BYTEARRAY b ON b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ AND b.NAME_ = d.RESOURCE_NAME_
			""";

	/**
	 * The newest version of a decision.
	 * @param key the decision
	 * @return the version and its file; nothing before the first was published
	 */
	@Select("""
			SELECT d.VERSION_ AS version, p.DEPLOY_TIME_ AS published_at, b.BYTES_ AS content
			FROM ACT_RE_DECISION_DEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			JOIN ACT_GE_BYTEARRAY b ON b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ AND b.NAME_ = d.RESOURCE_NAME_
			WHERE d.KEY_ = #{key} ORDER BY d.VERSION_ DESC LIMIT 1
			""")
	Optional<Published> newestDecision(String key);

	/** The newest version of each process, decision and form, in the order of kinds. */
	@Select("SELECT * FROM (" + VERSIONS + """
			) v WHERE v.version = CASE v.kind
			  WHEN 'DIAGRAM' THEN (SELECT MAX(n.VERSION_) FROM ACT_RE_PROCDEF n WHERE n.KEY_ = v.model_key)
			  WHEN 'DECISION' THEN (SELECT MAX(n.VERSION_) FROM ACT_RE_DECISION_DEF n WHERE n.KEY_ = v.model_key)
			  ELSE (SELECT MAX(n.VERSION_) FROM ACT_RE_CAMFORMDEF n WHERE n.KEY_ = v.model_key) END
			ORDER BY FIELD(v.kind, 'DIAGRAM', 'DECISION', 'FORM'), v.model_key
			""")
	List<Row> running();

	/** All versions of one process, decision or form, the newest first. */
	@Select("SELECT * FROM (" + VERSIONS
			+ ") v WHERE v.kind = #{kind} AND v.model_key = #{key} ORDER BY v.version DESC")
	List<Row> versions(@Param("kind") String kind, @Param("key") String key);

	/** Notes who answers for what is being published. */
	@Insert("""
			INSERT INTO publication (deployment, author, approver, why)
			VALUES (#{deployment}, #{author}, #{approver}, #{why})
			""")
	void insert(Publication publication);

	/**
	 * A published version of a process, decision or form.
	 */
	record Row(ModelKind kind, String modelKey, @Nullable String name, int version, Instant publishedAt,
			@Nullable String source, String deployment, @Nullable String author, @Nullable String approver,
			@Nullable String why, byte[] content) {
	}

	/**
	 * A published version.
	 *
	 * @param version counted from 1
	 * @param publishedAt when
	 * @param content the file it came in
	 */
	record Published(int version, Instant publishedAt, byte[] content) {
	}

}
