package dev.trierarch.api.auth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys from PEM files. */
public final class PemFiles {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

  /** AlgorithmIdentifier of RSA, and the version before it, as PKCS#8 begins. */
  private static final byte[] PKCS8_RSA_HEAD = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private record Block(String label, byte[] der) {}

  private PemFiles() {}

  /** All certificates of a file, in its order. */
  public static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + " holds no certificate");
    }
    return certificates;
  }

  /** The private key of a file: PKCS#8 of any algorithm, or PKCS#1 of RSA. */
  public static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    for (Block block : blocks(file)) {
      if (block.label().equals("PRIVATE KEY")) {
        return privateKey(block.der());
      }
      if (block.label().equals("RSA PRIVATE KEY")) {
        return privateKey(pkcs8(block.der()));
      }
    }
    throw new IOException(
        file + " holds no key that can be read here; it must be PKCS#8 (BEGIN PRIVATE KEY)");
  }

  /** The public key of a file (BEGIN PUBLIC KEY). */
  public static PublicKey publicKey(Path file) throws IOException, GeneralSecurityException {
    for (Block block : blocks(file)) {
      if (block.label().equals("PUBLIC KEY")) {
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(block.der()));
      }
    }
    throw new IOException(file + " holds no public key (BEGIN PUBLIC KEY)");
  }

  private static List<Block> blocks(Path file) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
    }
    return blocks;
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  private static byte[] pkcs8(byte[] pkcs1) {
    byte[] key = der(4, pkcs1);
    byte[] content = new byte[PKCS8_RSA_HEAD.length + key.length];
    System.arraycopy(PKCS8_RSA_HEAD, 0, content, 0, PKCS8_RSA_HEAD.length);
    System.arraycopy(key, 0, content, PKCS8_RSA_HEAD.length, key.length);
    return der(48, content);
  }

  /** One DER value with a two-byte length. */
  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
