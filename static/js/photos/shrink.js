// @ts-check
// Photos are made smaller on the phone, before weak Wi-Fi has to carry them; what the camera wrote into the file about
// place and device stays on the phone with it. What cannot be read here goes as it is: the server says what is wrong.

const EDGE = 2000;
const PREVIEW = 320;
const QUALITY = 0.85;

/** @param {File} file @returns {Promise<{ bytes: ArrayBuffer, type: string, preview: string }>} */
export async function shrink(file) {
  const image = await read(file).catch(() => null);
  const canvas = image && honest() ? drawn(image, EDGE) : null;
  const small =
    canvas &&
    (await new Promise((/** @type {BlobCallback} */ resolve) => {
      canvas.toBlob(resolve, "image/jpeg", QUALITY);
    }));
  const preview = image ? (drawn(image, PREVIEW)?.toDataURL("image/jpeg", 0.7) ?? "") : "";
  return { bytes: await bytesOf(small ?? file), type: small ? "image/jpeg" : file.type, preview };
}

// As data, since the page's policy allows no other pictures of its own; and as an element, which knows which way is up.
/** @param {File} file @returns {Promise<HTMLImageElement>} */
function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = reject;
      image.src = String(reader.result);
    };
    reader.readAsDataURL(file);
  });
}

/** @param {HTMLImageElement} image @param {number} edge in pixels */
function drawn(image, edge) {
  const scale = Math.min(1, edge / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return null; // there is no memory for it
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Some browsers give noise instead of what was drawn, against fingerprints: then the photo goes as it is.
function honest() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  if (!pen) return false;
  pen.fillStyle = "rgb(10 120 200)";
  pen.fillRect(0, 0, 8, 8);
  const seen = pen.getImageData(0, 0, 8, 8).data;
  return seen.every((value, at) => value === [10, 120, 200, 255][at % 4]);
}

/** @param {Blob} blob @returns {Promise<ArrayBuffer>} */
const bytesOf = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(/** @type {ArrayBuffer} */ (reader.result));
    reader.readAsArrayBuffer(blob);
  });
