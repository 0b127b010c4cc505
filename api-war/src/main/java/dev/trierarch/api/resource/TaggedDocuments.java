package dev.trierarch.api.resource;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Answers with documents that change seldom: each has a tag, and who has it gets a 304. */
public final class TaggedDocuments {

  private TaggedDocuments() {}

  /** The tag of a document's content: upper-case hex of its SHA-512, as upstream makes it. */
  public static String tag(byte[] document) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(document);
      return HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  public static Response answer(
      HttpServletRequest request, byte[] document, String tag, String contentType) {
    String quoted = "\"" + tag + "\"";
    if (quoted.equals(request.getHeader("If-None-Match"))) {
      return Response.notModified(tag).header("Vary", "Accept").build();
    }
    ApiCall call = ApiCall.of(request);
    Payload payload = Payload.of(document);
    boolean gzip = call.acceptsGzip() && document.length >= Payload.GZIP_BYTES_MIN;
    Response.ResponseBuilder response =
        Response.ok(gzip ? payload.gzipped() : payload)
            .type(contentType)
            .tag(tag)
            .header("Vary", "Accept")
            .header("Cache-Control", "public");
    return gzip ? response.header("Content-Encoding", "gzip").build() : response.build();
  }
}
