package dev.trierarch.catalog;

import dev.trierarch.catalog.form.Form;
import java.net.URI;
import java.net.URISyntaxException;

/** Rules of how a webhook is reached: by a URL, or as a service of the cluster. */
public final class WebhookClientRules {

  private static final String FORM = "; desired format: https://host[/path]";

  private WebhookClientRules() {}

  /** Checks a client's configuration, which upstream may call by another name than the field's. */
  public static void check(Field client) {
    Field url = client.get("url");
    boolean service = client.get("service").isPresent();
    if (url.isPresent() == service) {
      client.missing("exactly one of url or service is required");
    } else if (url.isPresent()) {
      url(url);
    } else {
      path(client.at("service", "path"));
    }
  }

  private static void url(Field url) {
    URI parsed;
    try {
      parsed = new URI(url.text());
    } catch (URISyntaxException e) {
      url.missing("url must be a valid URL: " + e.getMessage() + FORM);
      return;
    }
    String scheme = empty(parsed.getScheme());
    if (!scheme.equals("https")) {
      url.value(scheme).invalid("'https' is the only allowed URL scheme" + FORM);
    }
    if (empty(parsed.getRawAuthority()).isEmpty()) {
      url.value("").invalid("host must be specified" + FORM);
    }
    forbidden(url, parsed.getRawUserInfo(), "user information is not permitted in the URL");
    forbidden(url, parsed.getRawFragment(), "fragments are not permitted in the URL");
    forbidden(url, parsed.getRawQuery(), "query parameters are not permitted in the URL");
  }

  private static void forbidden(Field url, String part, String detail) {
    if (!empty(part).isEmpty()) {
      url.value(part).invalid(detail);
    }
  }

  private static String empty(String text) {
    return text == null ? "" : text;
  }

  private static void path(Field path) {
    String text = path.text();
    if (text.isEmpty() || text.equals("/")) {
      return;
    }
    if (text.equals("//")) {
      path.invalid("segment[0] may not be empty");
    } else if (!text.startsWith("/")) {
      path.invalid("must start with a '/'");
    } else {
      segments(path, text.substring(1, text.length() - (text.endsWith("/") ? 1 : 0)));
    }
  }

  private static void segments(Field path, String text) {
    String[] segments = text.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = "segment[" + i + "]";
      if (segments[i].isEmpty()) {
        path.invalid(segment + " may not be empty");
      } else {
        Form.DNS_SUBDOMAIN
            .problems(segments[i])
            .forEach(problem -> path.invalid(segment + ": " + problem));
      }
    }
  }
}
