package dev.trierarch.api.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One entry of an {@code Accept} header, e.g. {@code application/json;as=Table;g=meta.k8s.io;v=v1}.
 */
public record MediaRange(String type, Map<String, String> parameters) {

  /**
   * The entries that are wanted at all, best first: by quality, then what is named before what is
   * only matched, then in the order they were sent.
   */
  public static List<MediaRange> parseAccept(String header) {
    if (header == null || header.isBlank()) {
      return List.of(new MediaRange("*/*", Map.of()));
    }
    List<MediaRange> ranges = new ArrayList<>();
    for (String entry : header.split(",", -1)) {
      if (!entry.isBlank()) {
        ranges.add(parse(entry));
      }
    }
    ranges.removeIf(range -> range.quality() <= 0);
    ranges.sort(
        Comparator.comparingDouble((MediaRange range) -> -range.quality())
            .thenComparingInt(MediaRange::wildcards));
    return ranges;
  }

  /** Parses one media type with parameters, as in {@code Content-Type}. */
  public static MediaRange parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
            unquote(parts[i].substring(equals + 1).strip()));
      }
    }
    return new MediaRange(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
  }

  private static String unquote(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Empty when the parameter is absent. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  public boolean hasParameter(String name) {
    return parameters.containsKey(name);
  }

  /** 0 for a media type, 1 for {@code application/*}, 2 for everything. */
  private int wildcards() {
    if (type.equals("*/*")) {
      return 2;
    }
    return type.endsWith("/*") ? 1 : 0;
  }

  /** Whether this range takes a media type: itself, {@code application/*} or everything. */
  public boolean accepts(String mediaType) {
    return type.equals(mediaType)
        || type.equals("*/*")
        || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1)));
  }

  private double quality() {
    try {
      return Double.parseDouble(parameters.getOrDefault("q", "1"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
