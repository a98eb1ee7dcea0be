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

/** Everything that was dropped, folders with all that is below. To be called while the drop is being handled. */
export async function droppedIn(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return chosenIn(transfer.files);
  const found: Chosen[] = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

async function gather(entry: FileSystemEntry, found: Chosen[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    found.push(chosen(file, entry.fullPath.replace(/^\//, "")));
  } else if (isFolder(entry)) {
    for (const child of await childrenOf(entry)) await gather(child, found);
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

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
