import type { FileFacts } from "./items";

/** A file that somebody chose or dropped. */
export interface Chosen {
  readonly facts: FileFacts;
  readonly file: File;
}

/** What the choosers of files and of folders give. */
export function chosenIn(list: FileList): Chosen[] {
  return [...list].map((file) => chosen(file, file.webkitRelativePath === "" ? file.name : file.webkitRelativePath));
}

/** What was found, and the names of what is there and cannot be read. */
export interface Gathered {
  readonly chosen: Chosen[];
  readonly unreadable: string[];
}

/** Everything that was dropped, folders with all that is below. To be called while the drop is being handled. */
export async function droppedIn(transfer: DataTransfer): Promise<Gathered> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return entries.length === 0 ? { chosen: chosenIn(transfer.files), unreadable: [] } : gathered(entries);
}

/** All files below; a file or folder that cannot be read does not keep the others from being found. */
export async function gathered(entries: readonly Entry[]): Promise<Gathered> {
  const found: Gathered = { chosen: [], unreadable: [] };
  for (const entry of entries) await gather(entry, found);
  return found;
}

/** The part of a `FileSystemEntry` that tells which kind it is. */
export type Entry = Pick<FileSystemEntry, "isFile" | "isDirectory" | "fullPath">;

async function gather(entry: Entry, found: Gathered): Promise<void> {
  const name = entry.fullPath.replace(/^\//, "");
  try {
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => {
        entry.file(resolve, reject);
      });
      found.chosen.push(chosen(file, name));
    } else if (isFolder(entry)) {
      for (const child of await childrenOf(entry)) await gather(child, found);
    }
  } catch {
    found.unreadable.push(name);
  }
}

/** Browsers give a folder's content in parts, the last of which is empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (part.length === 0) return children;
    children.push(...part);
  }
}

function chosen(file: File, name: string): Chosen {
  return { facts: { name, size: file.size, modifiedMs: file.lastModified }, file };
}

const isFile = (entry: Entry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: Entry): entry is FileSystemDirectoryEntry => entry.isDirectory;
