package org.lianxin.channels.wechat;

import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.channels.wechat.WechatDrafts.Made;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** From a parcel to a draft, and from a draft to a publication that WeChat has been asked for: not yet out, so nobody knows yet. */
@Component
class WechatPublishing {
    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatJobs jobs;
    private final WechatSettings settings;
    private final WechatDrafts drafts;

    WechatPublishing(
            WechatDesk desk, WechatClient client, WechatJobs jobs, WechatSettings settings, WechatDrafts drafts) {
        this.desk = desk;
        this.client = client;
        this.jobs = jobs;
        this.settings = settings;
        this.drafts = drafts;
    }

    /** A draft that was made for it before is used again. */
    Attempt publish(Parcel parcel) {
        Optional<WechatJob> job = jobs.of(parcel.delivery());
        if (job.isPresent() && job.get().out()) {
            return new Attempt.Confirmed(
                    String.valueOf(job.get().article()), job.get().url());
        } else if (job.isPresent() && job.get().failed()) {
            return new Attempt.Refused(
                    desk.words("channels.wechat.state." + job.get().state()));
        }
        return desk.write(parcel.account(), settings.toPublish(), connection -> {
            Attempt drafted = job.isPresent() ? null : draft(parcel, connection);
            return drafted != null ? drafted : submit(parcel, connection);
        });
    }

    /** Null if there is a draft now. Whatever goes wrong here, nothing is out. */
    private @org.jspecify.annotations.Nullable Attempt draft(Parcel parcel, Connection connection) {
        return switch (drafts.make(connection, Sheet.read(parcel.bytes()))) {
            case Made.Draft(String id) -> {
                jobs.drafted(parcel.delivery(), parcel.account(), id);
                yield null;
            }
            case Made.NoPicture none -> new Attempt.NotSent(desk.words("channels.wechat.no-picture"), 60);
            case Made.Not(Said said) ->
                desk.failed(connection, said) instanceof Attempt.Unknown unknown
                        ? new Attempt.NotSent(unknown.why(), 0)
                        : desk.failed(connection, said);
        };
    }

    private Attempt submit(Parcel parcel, Connection connection) {
        WechatJob job = jobs.of(parcel.delivery()).orElseThrow();
        jobs.submitting(parcel.delivery());
        Said said = client.post(connection, WechatCall.SUBMIT, Map.of("media_id", job.draft()));
        return switch (said) {
            case Said.Yes(JsonNode body) -> {
                String publication = body.path("publish_id").asString("");
                if (!publication.isEmpty()) {
                    jobs.accepted(
                            parcel.delivery(),
                            publication,
                            body.path("msg_data_id").asString(""));
                }
                yield new Attempt.Unknown(desk.words("channels.wechat.working"));
            }
            case Said.No no when WechatTrouble.of(no.code()) == WechatTrouble.NOT_THERE -> draftGone(parcel, job);
            case Said.No no when WechatTrouble.of(no.code()) == WechatTrouble.FAULT -> desk.failed(connection, no);
            case Said.Lost lost -> desk.failed(connection, lost);
            case Said.No no -> {
                jobs.notSubmitted(parcel.delivery());
                yield desk.failed(connection, no);
            }
            case Said.NotReached none -> {
                jobs.notSubmitted(parcel.delivery());
                yield desk.failed(connection, none);
            }
        };
    }

    /** Published by an earlier try whose answer was lost; or somebody has thrown it away, and another is made. */
    private Attempt draftGone(Parcel parcel, WechatJob job) {
        if (job.submitted() != null) {
            return new Attempt.Unknown(desk.words("channels.wechat.draft-gone"));
        }
        jobs.forget(parcel.delivery());
        return new Attempt.NotSent(desk.words("channels.wechat.draft-gone"), 0);
    }
}
