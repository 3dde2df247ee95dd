package org.lianxin.simulators.wechat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.BadAnswer;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Shelf;

/** Everything that stands on the simulated platform. Comment ids are above 2^31, as an unsigned number may be. */
final class World {
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * An account of the platform.
     *
     * @param aesKey 43 characters; empty: what is pushed is not encrypted
     * @param web what it may do with people who open its pages, and where these are
     */
    record Account(
            String appid,
            String secret,
            String gh,
            String name,
            String token,
            String aesKey,
            String callback,
            boolean comments,
            Web web) {
        Account {
            // a journal from before there was such a thing
            web = Objects.requireNonNullElse(web, Web.NONE);
        }
    }

    /**
     * Web authorisation.
     *
     * @param service a verified service account; no other may ask
     * @param domain where people may be led back to, a host without port; empty: nowhere
     * @param page to which the account invites people, for a link in its profile; or empty
     */
    record Web(boolean service, String domain, String page) {
        static final Web NONE = new Web(false, "", "");
    }

    /** @param half shown to somebody who has opened a page half: the id is nobody's */
    record Pass(String code, String appid, String openid, boolean half, Instant ends, boolean used) {}

    /** @param stable by which of the two calls it was issued */
    record Token(String token, String appid, Instant made, Instant ends, boolean stable) {}

    /** @param until for so long what is not permanent is kept; null: what is */
    record Media(
            String id,
            String appid,
            String file,
            boolean permanent,
            @Nullable Instant until) {}

    record Article(
            String type,
            String title,
            String author,
            String digest,
            String content,
            String source,
            String thumb,
            boolean comments,
            boolean fansOnly,
            List<String> images,
            boolean deleted) {}

    record Draft(String id, String appid, List<Article> articles, Instant updated, boolean gone) {}

    /**
     * What was submitted or sent to all.
     *
     * @param id the publish id or, if {@code mass}, the message id
     * @param data the msg_data_id
     * @param state as the platform numbers them; 1: not finished
     * @param client the client's own id of a mass message
     * @param here where it was submitted, and where it will be read
     */
    record Publication(
            String id,
            String data,
            String appid,
            String draft,
            List<Article> articles,
            Instant at,
            Instant due,
            int state,
            List<Integer> failed,
            boolean mass,
            String client,
            String here) {
        String articleId() {
            return "ART" + data;
        }

        /** The address of one of its articles, counted from 1; as on the platform, msg_data_id stands in it as mid. */
        String url(int number) {
            return here + "/s/" + data + "/" + number + "?mid=" + data + "&idx=" + number;
        }
    }

    record Comment(
            String id,
            String appid,
            String data,
            int index,
            String openid,
            String content,
            Instant at,
            String reply,
            @Nullable Instant replied,
            boolean elected,
            boolean deleted) {}

    /** Whether an article takes comments, when it was changed after publishing. */
    record Room(String key, boolean open) {}

    record Follower(String openid, String appid, String name, boolean follows, Instant since) {}

    /** How long, and how often still, an account may write to somebody. */
    record Contact(String openid, Instant until, int left) {}

    record Message(String id, String appid, String openid, boolean byAccount, String type, String text, Instant at) {}

    record Menu(String appid, String json) {}

    /** What was counted for an article on a day. */
    record Figures(String key, String data, int index, String date, long read, long share, long like, long collect) {}

    /** How the next jobs of an account end. */
    record Outcome(String appid, int next, int state, List<Integer> failed) {}

    final Equipment equipment;
    final Shelf<Account> accounts;
    final Shelf<Token> tokens;
    final Shelf<Media> media;
    final Shelf<Draft> drafts;
    final Shelf<Publication> publications;
    final Shelf<Comment> comments;
    final Shelf<Room> rooms;
    final Shelf<Follower> followers;
    final Shelf<Contact> contacts;
    final Shelf<Message> messages;
    final Shelf<Menu> menus;
    final Shelf<Figures> figures;
    final Shelf<Outcome> outcomes;
    final Shelf<BadAnswer> badAnswers;
    final Shelf<Pass> passes;

    World(Equipment equipment) {
        this.equipment = equipment;
        accounts = equipment.shelf("account", Account.class, Account::appid);
        tokens = equipment.shelf("token", Token.class, Token::token);
        media = equipment.shelf("media", Media.class, Media::id);
        drafts = equipment.shelf("draft", Draft.class, Draft::id);
        publications = equipment.shelf("publication", Publication.class, Publication::id);
        comments = equipment.shelf("comment", Comment.class, Comment::id);
        rooms = equipment.shelf("room", Room.class, Room::key);
        followers = equipment.shelf("follower", Follower.class, Follower::openid);
        contacts = equipment.shelf("contact", Contact.class, Contact::openid);
        messages = equipment.shelf("message", Message.class, Message::id);
        menus = equipment.shelf("menu", Menu.class, Menu::appid);
        figures = equipment.shelf("figures", Figures.class, Figures::key);
        outcomes = equipment.shelf("outcome", Outcome.class, Outcome::appid);
        passes = equipment.shelf("pass", Pass.class, Pass::code);
        badAnswers = equipment.shelf("bad-answer", BadAnswer.class, BadAnswer::id);
    }

    Instant time() {
        return equipment.clock().time();
    }

    long knob(String name) {
        return equipment.knobs().of(name);
    }

    static String secret(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    String publicationId() {
        return Long.toString(2_247_503_051L + publications.size());
    }

    String dataId() {
        return Long.toString(2_650_000_001L + publications.size());
    }

    String commentId() {
        return Long.toString(2_147_483_700L + comments.size());
    }

    String messageId() {
        return Long.toString(7_234_567_890_123_456L + messages.size());
    }

    /** By appid, gh id or name. */
    Optional<Account> account(String any) {
        return accounts.all().stream()
                .filter(a ->
                        a.appid().equals(any) || a.gh().equals(any) || a.name().equals(any))
                .findFirst();
    }

    /** Somebody of that name; not following yet, if they were not known. */
    Follower person(Account account, String name) {
        return followers.all().stream()
                .filter(f -> f.appid().equals(account.appid()) && f.name().equals(name))
                .findFirst()
                .orElseGet(() -> followers.put(new Follower("o" + secret(13), account.appid(), name, false, time())));
    }

    Optional<Publication> published(String appid, String data) {
        return publications.all().stream()
                .filter(p -> p.appid().equals(appid) && p.data().equals(data) && p.state() == 0)
                .findFirst();
    }

    Optional<Article> article(Publication publication, int index) {
        return index < 0 || index >= publication.articles().size()
                ? Optional.empty()
                : Optional.of(publication.articles().get(index)).filter(a -> !a.deleted());
    }

    boolean open(Publication publication, int index) {
        return rooms.find(publication.data() + " " + index)
                .map(Room::open)
                .orElseGet(
                        () -> article(publication, index).map(Article::comments).orElse(false));
    }
}
