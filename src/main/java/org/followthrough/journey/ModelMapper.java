package org.followthrough.journey;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;

/**
 * SQL that reads what is published.
 */
@Mapper
interface ModelMapper {

	/**
	 * The processes, decisions and forms whose newest version came from elsewhere.
	 * @param source whence the others came
	 * @return the names that their files are shipped under
	 */
	@Select("""
			SELECT CONCAT(d.KEY_, '.bpmn') FROM ACT_RE_PROCDEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			WHERE COALESCE(p.SOURCE_, '') != #{source}
			  AND d.VERSION_ = (SELECT MAX(n.VERSION_) FROM ACT_RE_PROCDEF n WHERE n.KEY_ = d.KEY_)
			UNION ALL
			SELECT CONCAT(d.KEY_, '.dmn') FROM ACT_RE_DECISION_DEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			WHERE COALESCE(p.SOURCE_, '') != #{source}
			  AND d.VERSION_ = (SELECT MAX(n.VERSION_) FROM ACT_RE_DECISION_DEF n WHERE n.KEY_ = d.KEY_)
			UNION ALL
			SELECT CONCAT(d.KEY_, '.form') FROM ACT_RE_CAMFORMDEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			WHERE COALESCE(p.SOURCE_, '') != #{source}
			  AND d.VERSION_ = (SELECT MAX(n.VERSION_) FROM ACT_RE_CAMFORMDEF n WHERE n.KEY_ = d.KEY_)
			""")
	Set<String> notFrom(String source);

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
