package io.payonce.system.tidy;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A Java file, parsed by the JDK's own compiler but not resolved. */
final class JavaSource {
  private final String path;
  private final String text;
  private final CompilationUnitTree unit;
  private final DocTrees trees;
  private final List<ClassTree> allTypes = new ArrayList<>();
  private final List<MethodTree> methods = new ArrayList<>();

  private JavaSource(String path, String text, CompilationUnitTree unit, DocTrees trees) {
    this.path = path;
    this.text = text;
    this.unit = unit;
    this.trees = trees;
    new Collector().scan(unit, null);
  }

  /** Parses those of the texts that are Java. */
  static List<JavaSource> parse(Map<String, String> texts) {
    List<TextInMemory> files =
        texts.entrySet().stream()
            .filter(text -> text.getKey().endsWith(".java"))
            .map(text -> new TextInMemory(text.getKey(), text.getValue()))
            .toList();
    if (files.isEmpty()) {
      return List.of();
    }
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    DocTrees trees = DocTrees.instance(task);
    List<JavaSource> sources = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String path = unit.getSourceFile().toUri().getPath().substring(1);
        sources.add(new JavaSource(path, requireNonNull(texts.get(path)), unit, trees));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  String path() {
    return path;
  }

  boolean isMain() {
    return path().contains("src/main/java/");
  }

  boolean isTest() {
    return path().contains("src/test/java/");
  }

  /** The folder that the file lies in, which stands for its package. */
  String folder() {
    return path().substring(0, Math.max(0, path().lastIndexOf('/')));
  }

  long lineCount() {
    return text.lines().count();
  }

  CompilationUnitTree unit() {
    return unit;
  }

  List<ClassTree> topLevelTypes() {
    return unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast)
        .toList();
  }

  /** Nested and anonymous ones too. */
  List<ClassTree> allTypes() {
    return allTypes;
  }

  /** Constructors too, and those of nested and anonymous types. */
  List<MethodTree> methods() {
    return methods;
  }

  boolean hasJavadoc(ClassTree type) {
    return trees.getDocCommentTree(new TreePath(new TreePath(unit), type)) != null;
  }

  long lineOf(Tree tree) {
    return line(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  /** How many lines the tree takes, from its first modifier or annotation to its last brace. */
  long length(Tree tree) {
    return line(trees.getSourcePositions().getEndPosition(unit, tree)) - lineOf(tree) + 1;
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  Finding finding(Tree at, String what) {
    return new Finding(path(), lineOf(at), what);
  }

  private final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {
    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      allTypes.add(type);
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      methods.add(method);
      return super.visitMethod(method, null);
    }
  }

  private static final class TextInMemory extends SimpleJavaFileObject {
    private final String text;

    private TextInMemory(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
