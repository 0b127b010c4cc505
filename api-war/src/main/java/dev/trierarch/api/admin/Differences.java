package dev.trierarch.api.admin;

import dev.trierarch.api.resource.ContinueToken;
import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Listing;
import dev.trierarch.api.resource.ReadState;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.resource.StateFinder;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.FieldQuery;
import dev.trierarch.store.Difference;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The objects that are not the same at two revisions. */
@ApplicationScoped
class Differences implements VirtualKind {

  private static final String GROUP_RESOURCE = "differences.trierarch.dev";

  /** Each carries two documents. */
  private static final int PAGE_MAX = 500;

  private final Store store;
  private final StateFinder states;

  /** For the container's proxy. */
  Differences() {
    this(null, null);
  }

  @Inject
  Differences(Store store, StateFinder states) {
    this.store = store;
    this.states = states;
  }

  @Override
  public String plural() {
    return "differences";
  }

  @Override
  public Optional<StoredObject> get(String name) {
    return Optional.empty(); // discovery does not offer it
  }

  @Override
  public Listing list(Selection selection, ListOptions options) {
    ContinueToken token = options.continueFrom();
    FieldQuery fields = selection.fields();
    ReadState state = states.forGet(token == null ? options.resourceVersion() : Long.valueOf(0));
    long newest = token == null ? state.image().revision() : token.revision();
    long to = revision(fields, "to", newest);
    long from = revision(fields, "from", Math.min(to, store.oldestRevision()));
    if (from > to) {
      throw ApiErrors.badRequest(
          "fieldSelector: Invalid value: from=" + from + ": must not be after to, " + to);
    }
    int limit = options.limit() == 0 ? PAGE_MAX : Math.min(PAGE_MAX, options.limit());
    DifferenceQuery query =
        new DifferenceQuery(
            from,
            to,
            fields.exactValue("object.resource").orElse(null),
            fields.exactValue("object.namespace").orElse(null),
            token == null ? null : key(token.name()),
            limit);
    List<Difference> page = store.differences(query);
    List<StoredObject> objects =
        page.stream()
            .map(each -> Views.stored(GROUP_RESOURCE, to, Views.difference(each, from, to)))
            .filter(selection::matches)
            .toList();
    return new Listing(newest, objects, next(query, page, newest), null, state.warning());
  }

  private static String next(DifferenceQuery query, List<Difference> page, long revision) {
    if (!query.isFilledBy(page)) {
      return "";
    }
    ObjectKey last = page.get(page.size() - 1).key();
    return ContinueToken.after(revision, new ObjectKey(GROUP_RESOURCE, "", Views.name(last)))
        .encoded();
  }

  private static ObjectKey key(String name) {
    List<String> parts = List.of(name.split(":", 3));
    if (parts.size() < 3) {
      throw ApiErrors.badRequest("continue key is not valid: start the list again without it");
    }
    return new ObjectKey(parts.get(0), parts.get(1), parts.get(2));
  }

  private static long revision(FieldQuery fields, String field, long otherwise) {
    String text = fields.exactValue(field).orElse("");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiErrors.badRequest(
          "fieldSelector: Invalid value: " + field + "=" + text + ": must be a resourceVersion");
    }
    return Long.parseLong(text);
  }
}
