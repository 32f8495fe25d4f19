/**
 * One rule changed at a time, in the source as it is written: `if (a)` becomes `if (!(a))`, `if (false)`, and so on.
 */
import ts from 'typescript';

/** What is done to a rule. The last two are asked for by `--all`: many of them change nothing that can be seen. */
export const KINDS = [
  'if inverted',
  'if removed',
  'loop inverted',
  'choice swapped',
  'operand dropped',
  'not dropped',
  'comparison inverted',
  'clamp dropped',
  'default taken',
  'filter dropped',
  'some for every',
  'case dropped',
  'if always',
  'bound moved',
] as const;
type Kind = (typeof KINDS)[number];
export const USUAL: readonly Kind[] = KINDS.filter((kind) => kind !== 'if always' && kind !== 'bound moved');

export interface Mutant {
  /** The same as long as the rule reads the same. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly kind: Kind;
  /** The rule as it is written, and what became of it. */
  readonly rule: string;
  readonly change: string;
  /** The whole file with the change. */
  readonly text: string;
}

interface Edit {
  readonly kind: Kind;
  /** What is replaced. */
  readonly node: ts.Node;
  readonly by: string;
}

const INVERTED = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '>='],
  [ts.SyntaxKind.LessThanEqualsToken, '>'],
  [ts.SyntaxKind.GreaterThanToken, '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '<'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
]);
const MOVED = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
]);
const { AmpersandAmpersandToken: AND, BarBarToken: OR, QuestionQuestionToken: ELSE } = ts.SyntaxKind;

/** Every mutant of one file, in the order of its lines. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    edits.push(...editsAt(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const seen = new Map<string, number>();
  return edits.map(({ kind, node, by }) => {
    const rule = oneLine(node.getText());
    const change = oneLine(by);
    const key = `${file} ${kind}: ${rule} → ${change}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return {
      id: before === 0 ? key : `${key} #${before + 1}`,
      file,
      line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      kind,
      rule,
      change,
      text: text.slice(0, node.getStart()) + by + text.slice(node.getEnd()),
    };
  });
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The file alone as JavaScript, without a look at its types. */
export function compiled(text: string): string {
  const { CommonJS: module } = ts.ModuleKind;
  return ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2023, module } }).outputText;
}

function editsAt(node: ts.Node): readonly Edit[] {
  if (ts.isIfStatement(node)) {
    const condition = node.expression;
    return [
      { kind: 'if inverted', node: condition, by: `!(${condition.getText()})` },
      { kind: 'if removed', node: condition, by: 'false' },
      { kind: 'if always', node: condition, by: 'true' },
    ];
  }
  if (ts.isWhileStatement(node)) {
    return [{ kind: 'loop inverted', node: node.expression, by: `!(${node.expression.getText()})` }];
  }
  if (ts.isConditionalExpression(node)) {
    const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((part) => part.getText());
    return [{ kind: 'choice swapped', node, by: `${condition} ? (${no}) : (${yes})` }];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return decidesAlone(node) ? [] : [{ kind: 'not dropped', node, by: node.operand.getText() }];
  }
  if (ts.isCaseClause(node)) return [{ kind: 'case dropped', node: node.expression, by: 'undefined as never' }];
  if (ts.isCallExpression(node)) return ofCall(node);
  return ts.isBinaryExpression(node) ? ofBinary(node) : [];
}

function ofBinary(node: ts.BinaryExpression): readonly Edit[] {
  const operator = node.operatorToken.kind;
  if (operator === AND || operator === OR) {
    if (isChain(node.parent, operator)) return [];
    const operands = chain(node, operator);
    return operands.map((dropped) => {
      const others = operands.filter((one) => one !== dropped).map((one) => one.getText());
      return { kind: 'operand dropped', node, by: `(${others.join(operator === AND ? ' && ' : ' || ')})` };
    });
  }
  if (operator === ELSE) {
    const given: Edit = { kind: 'default taken', node, by: `(${node.right.getText()})` };
    // A default that only satisfies the compiler is never reached.
    return isNothing(node.right) ? [given] : [given, { ...given, by: `(${node.left.getText()})` }];
  }
  const sides = (by: string): string => `${node.left.getText()} ${by} ${node.right.getText()}`;
  const inverted = INVERTED.get(operator);
  const moved = MOVED.get(operator);
  return [
    ...(inverted && !decidesAlone(node) ? [{ kind: 'comparison inverted' as const, node, by: sides(inverted) }] : []),
    ...(moved ? [{ kind: 'bound moved' as const, node, by: sides(moved) }] : []),
  ];
}

function ofCall(node: ts.CallExpression): readonly Edit[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: on, name } = node.expression;
  const given = node.arguments.map((one) => one.getText());
  switch (`${on.getText() === 'Math' ? 'Math.' : ''}${name.text}`) {
    case 'Math.min':
    case 'Math.max':
      if (given.length < 2) return [];
      return given.map((_, k) => {
        const others = given.filter((__, other) => other !== k).join(', ');
        return { kind: 'clamp dropped', node, by: `Math.${name.text}(${others})` };
      });
    case 'filter':
      return [{ kind: 'filter dropped', node, by: on.getText() }];
    case 'some':
    case 'every':
      return [{ kind: 'some for every', node: name, by: name.text === 'some' ? 'every' : 'some' }];
    default:
      return [];
  }
}

/** The whole of a condition: inverted with it already. */
const decidesAlone = ({ parent: at, pos }: ts.Node): boolean =>
  (ts.isIfStatement(at) && at.expression.pos === pos) || (ts.isConditionalExpression(at) && at.condition.pos === pos);

const isChain = (node: ts.Node, operator: ts.SyntaxKind): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === operator;

const chain = (node: ts.Expression, operator: ts.SyntaxKind): readonly ts.Expression[] =>
  isChain(node, operator) ? [...chain(node.left, operator), ...chain(node.right, operator)] : [node];

const isNothing = (node: ts.Expression): boolean =>
  ['0', '[]', '{}', "''"].includes(node.getText()) || node.getText() === 'undefined';
