/** How a typed line is read: its width, case and punctuation do not matter, and some words mean a command that they do not name. */
import { closest, distance } from "fastest-levenshtein";
import type { Workspace } from "../../core/team.ts";

const MAX_TYPO_DISTANCE = 3;
/** What may stand before a command typed as a message. */
const PREFIX = /^\s*[/／]level2\b\s*/i;
const AROUND = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu;
const SENTENCE_END = /[.!?。！？]+$/u;

/** What people say instead; the command itself is what they are offered, for a word alone must not change anything. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  help: "? hi hello hey menu commands info 帮助 你好 您好 菜单 命令 怎么用",
  checkin: "start begin continue answer questions survey 问答 例行问答 作答 答题 签到 打卡 开始 继续",
  assess: "assessment baseline 评估 全面评估",
  status: "score standing progress result results dashboard 状态 现状 进展 得分 分数 总分",
  why: "because 为什么 原因",
  gate: "level3 conditions criteria ready 条件 门槛",
  next: "suggest suggestion suggestions 下一步 接下来 建议",
  steps: "todo todos task tasks action actions 行动 任务 待办",
  kpi: "value values 价值 价值记录",
  digest: "report summary 简报 进展简报 报告",
  milestone: "snapshot 里程碑",
  schedule: "cadence calendar when 时间 时间安排 安排 日程",
  members: "member people team roster 成员 团队 名单",
  roles: "role 角色",
  setup: "create new settings config configure 新建 新建团队 创建 设置",
  pause: "stop 暂停",
  resume: "恢复",
  away: "vacation holiday holidays 暂离 请假 休假",
  reminders: "remind reminder notifications nudges 提醒",
  language: "english chinese 语言 中文 英文 英语",
  leave: "quit exit unsubscribe 退出 退出团队",
  overview: "teams 总览 所有团队",
  export: "download 导出 下载",
  privacy: "data 隐私",
  "forget me": "delete 删除 忘记我 删除我",
  link: "connect 关联",
  group: "用户组",
};
const MEANT = new Map(
  Object.entries(OTHER_WORDS).flatMap(([command, words]) => words.split(" ").map((word) => [word, command] as const)),
);
const GREETED = "help";

export type TypedLine = {
  /** As typed, without the prefix; none where the prefix stands alone. */
  readonly tokens: readonly string[];
  /** The first word and the first two, as a command is looked up. */
  readonly first: string;
  readonly pair: string;
};

export function readLine(line: string): TypedLine {
  const tokens = line.trim().replace(PREFIX, "").split(/\s+/).filter(Boolean);
  const [one = GREETED, two = ""] = tokens.map(fold);
  const greets = tokens.length === 1 && MEANT.get(one) === GREETED;
  return { tokens, first: greets ? GREETED : one, pair: `${one} ${two}` };
}

export function hasPrefix(text: string): boolean {
  return PREFIX.test(text);
}

/** Without the full stop or question mark that ends the line, where words are looked up and not kept. */
export function dropSentenceEnd(words: readonly string[]): readonly string[] {
  const bare = words.map((word, index) => (index === words.length - 1 ? word.replace(SENTENCE_END, "") : word));
  return bare.filter((word) => word !== "");
}

/** The command that a word names wrongly or in other words; undefined where it is near none. */
export function findMeant(word: string, commands: readonly string[]): string | undefined {
  const wanted = fold(word);
  const said = MEANT.get(wanted);
  if (said !== undefined && commands.includes(said)) return said;
  const nearest = closest(wanted, [...commands]);
  return distance(wanted, nearest) <= Math.min(MAX_TYPO_DISTANCE, Math.ceil(nearest.length / 2)) ? nearest : undefined;
}

/** As it is said back: no quotation marks within quotation marks. */
export function bareWord(word: string): string {
  return word.replace(AROUND, "") || word;
}

/** As it is typed there: Teams has no command of its own for the bot, and its slash opens a menu of others. */
export function spellCommand({ platform }: Pick<Workspace, "platform">, command: string): string {
  return platform === "teams" ? command : `/level2 ${command}`;
}

function fold(word: string): string {
  return bareWord(word.normalize("NFKC")).toLowerCase();
}
