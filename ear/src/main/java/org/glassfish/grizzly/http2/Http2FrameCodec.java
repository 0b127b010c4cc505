package org.glassfish.grizzly.http2;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.http2.frames.ErrorCode;
import org.glassfish.grizzly.http2.frames.Http2Frame;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Makes frames of HTTP/2 of bytes and bytes of frames, in place of Grizzly's: that one lets a peer
 * that does not read fill the memory with answers ({@link UnreadAnswers}). It is put into the
 * application server when the distribution is assembled; its methods are those that Grizzly calls.
 *
 * <p>Threading: one thread at a time parses a connection's bytes, any thread writes frames.
 */
public class Http2FrameCodec {

  /** What came on a connection and is no whole frame yet. */
  public static final class FrameParsingState {
    private Buffer rest;
  }

  /** The frames that are whole by now; null when none is. */
  public List<Http2Frame> parse(Http2Session session, FrameParsingState state, Buffer bytes)
      throws Http2SessionException {
    List<Http2Frame> frames = new ArrayList<>();
    Buffer rest = Buffers.appendBuffers(session.getMemoryManager(), state.rest, bytes, true);
    state.rest = null; // stays so when a frame breaks the connection
    while (beginsWithFrame(session, rest)) {
      Buffer frame = rest;
      rest = frame.split(frame.position() + session.getFrameSize(frame));
      frames.add(session.parseHttp2FrameHeader(frame));
    }
    state.rest = rest;
    return frames.isEmpty() ? null : frames;
  }

  private static boolean beginsWithFrame(Http2Session session, Buffer bytes)
      throws Http2SessionException {
    if (bytes.remaining() < Http2Frame.FRAME_HEADER_SIZE) {
      return false;
    }
    int size = session.getFrameSize(bytes);
    if (size - Http2Frame.FRAME_HEADER_SIZE > session.getLocalMaxFramePayloadSize()) {
      throw new Http2SessionException(ErrorCode.FRAME_SIZE_ERROR);
    }
    return bytes.remaining() >= size;
  }

  public Buffer serializeAndRecycle(Http2Session session, Http2Frame frame) {
    UnreadAnswers.note((NIOConnection) session.getConnection(), frame);
    return bytesOf(session, frame);
  }

  public Buffer serializeAndRecycle(Http2Session session, List<Http2Frame> frames) {
    Buffer bytes = null;
    for (Http2Frame frame : frames) {
      bytes = Buffers.appendBuffers(session.getMemoryManager(), bytes, bytesOf(session, frame));
    }
    frames.clear();
    return bytes;
  }

  private static Buffer bytesOf(Http2Session session, Http2Frame frame) {
    Buffer bytes = frame.toBuffer(session.getMemoryManager());
    frame.recycle();
    return bytes;
  }
}
