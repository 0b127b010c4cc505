package dev.trierarch.node.image;

/** An image that could not be read, kept or fetched; the message says what a user can do. */
public class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
