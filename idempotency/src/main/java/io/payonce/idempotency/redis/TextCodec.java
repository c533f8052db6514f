package io.payonce.idempotency.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.RedisCodec;
import java.nio.ByteBuffer;

/**
 * Keys and values as UTF-8. Lettuce's own codec goes through each text character by character into
 * a buffer that it then copies; here the JVM turns it into bytes at once.
 */
enum TextCodec implements RedisCodec<String, String> {
  UTF8;

  @Override
  public String decodeKey(ByteBuffer bytes) {
    return decode(bytes);
  }

  @Override
  public String decodeValue(ByteBuffer bytes) {
    return decode(bytes);
  }

  @Override
  public ByteBuffer encodeKey(String key) {
    return ByteBuffer.wrap(key.getBytes(UTF_8));
  }

  @Override
  public ByteBuffer encodeValue(String value) {
    return ByteBuffer.wrap(value.getBytes(UTF_8));
  }

  private static String decode(ByteBuffer bytes) {
    byte[] text = new byte[bytes.remaining()];
    bytes.get(text);
    return new String(text, UTF_8);
  }
}
