package dev.trierarch.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The name of one request, by which its client and the server can speak of it. */
final class AuditId {

  static final String HEADER = "Audit-Id";

  /** What a client may call its request; who calls it otherwise gets a name. */
  private static final Pattern OWN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_2 = 0x8000000000000000L;

  private AuditId() {}

  /** The client's own name for the request, else a new one. */
  static String of(HttpServletRequest request) {
    return of(request.getHeader(HEADER));
  }

  static String of(String own) {
    return own != null && OWN.matcher(own).matches() ? own : random();
  }

  /** Unique and no secret: a generator that all threads would wait for is not needed. */
  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | VERSION_4;
    long low = (random.nextLong() >>> 2) | VARIANT_2;
    return new UUID(high, low).toString();
  }
}
